import { LIMITS, type NameProblem } from '@confab/protocol';

/** What is wrong with a name somebody chose, in words. */
export const NAME_WORDS: Record<NameProblem, string> = {
  empty: 'Write a name first.',
  too_large: `That’s too long. A name has room for ${LIMITS.nameCodePoints} characters.`,
  control_character: 'There are characters in it that can’t be shown.',
  invisible: 'There are characters in it that nobody can see.',
  lone_surrogate: 'There are characters in it that can’t be shown.',
};
