export const common = {
  close: 'Close',
  dismiss: 'Dismiss',
  loading: 'Loading …',
  more: (count: number) => `and ${count} more`,
  minutes: (count: number) => `${count} min`,
  toCourse: 'To the course',
  wentWrong: (message: string) => `Something in the page went wrong: ${message}`,
};
