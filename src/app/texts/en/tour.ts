export const tour = {
  label: 'A tour of the page',
  step: (at: number, all: number) => `${at} of ${all}`,
  next: 'Next',
  back: 'Back',
  end: 'Begin',
  skip: 'Skip the tour',
  stops: [
    ['The lesson', 'Reads like a letter. Commands in dark boxes go to the prompt with a click; you press Enter.'],
    ['The terminal', 'A real shell on a whole machine, with Docker. Type anything: it answers as the real one does.'],
    ['The machine', 'What your commands do, drawn live: images, containers standing on them, volumes and networks plugged in. Click anything for its details.'],
    ['Nothing can break', 'Undo takes a command back. The history shows every step, and “What if …” tries a command in a copy first.'],
    ['When you are stuck', 'Goals tick themselves off. Hints wait below the lesson. An error of Docker’s is explained beside the terminal. F1 finds anything.'],
  ] as readonly (readonly [title: string, text: string])[],
};
