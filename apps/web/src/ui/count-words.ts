const NUMBER = new Intl.NumberFormat('en');

/** “1 message”, “1,204 messages”. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}
