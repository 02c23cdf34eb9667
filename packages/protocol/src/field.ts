import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { fitsIn, normalizeBody, type TextProblem } from './text.ts';

/** An id or slug: of a request (chosen by the client), a room, a message, a user. 1 to 64 characters. */
export const identifier = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
  v.check((text) => fitsIn(text, LIMITS.idLength), `must be at most ${LIMITS.idLength} characters`),
  v.check((text) => text.isWellFormed(), 'must be well-formed Unicode'),
);

/** A UUID in its canonical form (RFC 9562, section 4), either case; kept as sent. */
export const uuid = v.pipe(
  v.string('must be a string'),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'must be a UUID'),
);

/** A non-negative integer that a double holds exactly: a seq, a rev. */
export const position = v.pipe(
  v.number('must be a number'),
  v.safeInteger('must be an integer'),
  v.minValue(0, 'must not be negative'),
);

export const flag = v.boolean('must be true or false');

/** A message body, normalised (see `normalizeBody`), or "": a message may carry files instead of a text. */
export const bodyOrNothing = v.pipe(
  v.string('must be a string'),
  v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
    const result = normalizeBody(dataset.value);
    if (result.ok) return result.text;
    if (result.problem === 'empty') return '';
    addIssue({ message: BODY_PROBLEMS[result.problem] });
    return NEVER;
  }),
);

/** The words for each problem of a body; `too_large` is recognised by its text and gets its own error code. */
export const BODY_PROBLEMS: Record<TextProblem, string> = {
  empty: 'must not be empty',
  too_large: `must be at most ${LIMITS.bodyCodePoints} code points`,
  control_character: 'must not hold control characters other than tab and newline',
  lone_surrogate: 'must be well-formed Unicode',
};
