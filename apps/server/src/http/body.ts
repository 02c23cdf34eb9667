import { type NameProblem, normalizeName, unknownField } from '@confab/protocol';
import * as v from 'valibot';
import { DomainError } from '../rooms/domain-error.ts';

const PROBLEMS: Record<NameProblem, string> = {
  empty: 'must not be empty',
  too_large: 'is too long',
  control_character: 'must not hold control characters',
  lone_surrogate: 'must be well-formed Unicode',
  invisible: 'must not hold characters that cannot be seen or turn the text around',
};

/** A person's or room's name, normalised. @param max Unicode code points */
export function nameField(max: number) {
  return v.pipe(
    v.string('must be a string'),
    v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
      const result = normalizeName(dataset.value, max);
      if (result.ok) return result.text;
      addIssue({ message: PROBLEMS[result.problem] });
      return NEVER;
    }),
  );
}

/** A text of one line that may be empty. @param max Unicode code points */
export function lineField(max: number) {
  return v.union(
    [
      v.pipe(
        v.string(),
        v.transform((text) => text.trim()),
        v.literal(''),
      ),
      nameField(max),
    ],
    'is not a valid text',
  );
}

/** A whole number in a query string. */
export function numberParameter(min: number, max: number) {
  return v.pipe(
    v.string('must be given once'),
    v.regex(/^\d{1,16}$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );
}

type ObjectSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

/**
 * Checks what a caller sent against its schema.
 * @throws DomainError invalid, naming the field
 */
export function parse<S extends ObjectSchema>(schema: S, value: unknown): v.InferOutput<S> {
  if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    throw new DomainError('invalid', 'the body must be a JSON object');
  }
  const unknown = value === undefined ? undefined : unknownField(schema.entries, value);
  if (unknown !== undefined) throw new DomainError('invalid', `${unknown}: unknown field`);
  const result = v.safeParse(schema, value ?? {}, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const field = v.getDotPath(issue);
  const reason = issue.type === 'strict_object' ? 'is missing' : issue.message;
  throw new DomainError('invalid', field === null ? 'the body must be a JSON object' : `${field}: ${reason}`);
}
