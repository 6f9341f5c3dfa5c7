export const terminal = {
  pane: 'Terminal',
  tabs: 'Terminals',
  tab: (number: number) => (number > 1 ? `bash ${number}` : 'bash'),
  open: 'New terminal',
  close: (number: number) => `Close terminal ${number}`,
  starting: 'Starting the machine …',
  keys: 'Keys',
  keyNames: { tab: 'Tab', escape: 'Esc (Escape)', ctrl: 'Ctrl (Control): holds for the next key', controlC: 'Control C', controlD: 'Control D', up: 'Up', down: 'Down', left: 'Left', right: 'Right', pipe: 'Pipe', dash: 'Dash', slash: 'Slash', tilde: 'Tilde' },
  explanation: 'What this message means',
  explainThis: 'What does this mean?',
  hideExplanation: 'Hide the explanation',
};
