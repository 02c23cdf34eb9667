/** UTF-16 code units of a word that the index holds; the rest of a longer one is compared when the message is read. */
export const LONGEST_WORD = 48;
