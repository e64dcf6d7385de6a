/** Something before and after one @, no blanks, controls, brackets, quotes or separators; ends without a dot. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]{1,250}(?<!\.)$/u;

/** Whether the text can stand in an envelope as one address. What it cannot hold, no server could take. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}
