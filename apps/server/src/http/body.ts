import { dropNulls, type NameProblem, normalizeName } from '@confab/protocol';
import * as v from 'valibot';
import { DomainError } from '../rooms/domain-error.ts';
import { unknownField } from './unknown-field.ts';

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

type ObjectSchema = v.ObjectSchema<v.ObjectEntries, undefined> | v.StrictObjectSchema<v.ObjectEntries, undefined>;

/**
 * Checks what a caller sent against its schema. An object's unknown fields are left out, and `null` is no field; a strict
 * object, which says what shall be changed, refuses both: its caller would take a change for made that wasn't.
 * @throws DomainError invalid, naming the field
 */
export function parse<S extends ObjectSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const given = value ?? {};
  if (value === null || typeof given !== 'object' || Array.isArray(given)) {
    throw new DomainError('invalid', 'the body must be a JSON object');
  }
  if (schema.type === 'object') dropNulls(given);
  else {
    const unknown = unknownField(schema.entries, given);
    if (unknown !== undefined) throw new DomainError('invalid', `${unknown}: unknown field`);
  }
  const result = v.safeParse(schema, given, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new DomainError('invalid', `${v.getDotPath(issue) ?? 'the body'}: ${describe(issue)}`);
}

function describe(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'object' && issue.type !== 'strict_object') return issue.message;
  return issue.input === undefined ? 'is missing' : 'must be an object';
}
