import * as v from 'valibot';
import { PASSWORD } from '../accounts/password-bounds.ts';

/** An email address (at most the 254 characters of RFC 5321), in lower case. */
export const emailField = v.pipe(
  v.string('must be a string'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254, 'is too long'),
  v.email('must be an email address'),
);

/** A password that somebody chooses. */
export const newPasswordField = v.pipe(
  v.string('must be a string'),
  v.minLength(PASSWORD.min, `must be at least ${PASSWORD.min} characters`),
  v.maxLength(PASSWORD.max, `must be at most ${PASSWORD.max} characters`),
  v.check((text) => text.isWellFormed(), 'must be well-formed Unicode'),
);

/** A password to be checked: whatever it is, only the right one is right. */
export const passwordField = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(PASSWORD.max, `must be at most ${PASSWORD.max} characters`),
);
