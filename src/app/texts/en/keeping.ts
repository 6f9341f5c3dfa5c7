/** What is kept in the browser: the page itself, and the learner's work. */
export const keeping = {
  isNewer: 'A new version of Drydock is here. Your session goes on in it.',
  reload: 'Reload now',
  full: 'The browser has no room left to keep your work. It goes on from memory: export your progress before you close this tab.',
  blocked: 'This browser does not let the page keep anything (a private window, perhaps). Your work lasts as long as this tab: export it before you close.',
  damaged: 'What was kept of your progress could not be read. It was put aside, and an export still has it; the course shows what can be read.',
};
