def cow(text):
    print('  ' + '_' * len(text)); print('| ' + text + ' |'); print('  ' + '=' * len(text))
    print(' ' * (len(text) + 1) + '\\\n' + ' ' * (len(text) + 2) + '\\\n' + ' ' * (len(text) + 4) + '^__^')
