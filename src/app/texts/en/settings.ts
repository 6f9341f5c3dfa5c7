export const settings = {
  title: 'Settings',
  look: 'Look',
  language: 'Language',
  themes: { system: 'as the system', light: 'light', dark: 'dark', contrast: 'high contrast' },
  changeLook: (now: string) => `Look: ${now}. Change`,
  lookIs: (now: string) => `Look: ${now}`,
  readerMode: 'Terminal for screen readers',
  readerModeAbout: 'What the terminal shows is also text that a screen reader can move through.',
};
