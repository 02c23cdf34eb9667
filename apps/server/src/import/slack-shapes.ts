import * as v from 'valibot';
import { ImportError } from './import-error.ts';

// The parts of an export that the import reads. Objects are loose: Slack adds fields as it likes, and writes null for
// what isn't there.

const text = v.nullish(v.string(), '');

const userSchema = v.object({
  id: v.string(),
  team_id: text,
  name: text,
  real_name: text,
  is_bot: v.nullish(v.boolean(), false),
  profile: v.nullish(v.object({ display_name: text, real_name: text }), {}),
});

const noteSchema = v.nullish(v.object({ value: text }), {});

/** Ten digits, as in the time of a message. */
const LAST_SECOND = 9_999_999_999;
const UNIX_SECONDS = 'must be Unix seconds';

const channelSchema = v.object({
  id: v.string(),
  name: text,
  created: v.nullish(v.pipe(v.number(), v.minValue(0, UNIX_SECONDS), v.maxValue(LAST_SECOND, UNIX_SECONDS)), 0),
  is_archived: v.nullish(v.boolean(), false),
  members: v.nullish(v.array(v.string()), []),
  topic: noteSchema,
  purpose: noteSchema,
});

const timestamp = v.pipe(v.string(), v.regex(/^\d{1,10}\.\d{1,6}$/, 'must be seconds and a fraction'));

const messageSchema = v.object({
  type: text,
  subtype: text,
  ts: timestamp,
  thread_ts: v.nullish(timestamp),
  user: text,
  text,
  bot_id: text,
  username: text,
  bot_profile: v.nullish(v.object({ name: text }), {}),
  user_profile: v.nullish(v.object({ display_name: text, real_name: text, name: text }), {}),
  edited: v.nullish(v.object({ ts: timestamp })),
  reactions: v.nullish(
    v.array(v.object({ name: v.string(), users: v.nullish(v.array(v.string()), []), count: v.nullish(v.number(), 0) })),
    [],
  ),
  files: v.nullish(v.array(v.nullish(v.object({ title: text, name: text }), {})), []),
  attachments: v.nullish(v.array(v.object({ fallback: text, pretext: text, title: text, text })), []),
});

/** One of users.json. */
export type SlackUser = v.InferOutput<typeof userSchema>;
/** One of channels.json, groups.json, dms.json or mpims.json. */
export type SlackChannel = v.InferOutput<typeof channelSchema>;
/** One of a day's file. */
export type SlackMessage = v.InferOutput<typeof messageSchema>;

const usersSchema = v.array(userSchema);
const channelsSchema = v.array(channelSchema);
const daySchema = v.array(messageSchema);

/** @throws ImportError that names the file and what in it is wrong */
export function parseUsers(file: string, json: unknown): SlackUser[] {
  return parse(usersSchema, file, json);
}

/** @throws ImportError that names the file and what in it is wrong */
export function parseChannels(file: string, json: unknown): SlackChannel[] {
  return parse(channelsSchema, file, json);
}

/** @throws ImportError that names the file and what in it is wrong */
export function parseDay(file: string, json: unknown): SlackMessage[] {
  return parse(daySchema, file, json);
}

function parse<S extends v.GenericSchema>(schema: S, file: string, json: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new ImportError(`${file} is not what a Slack export holds: ${path ? `${path}: ` : ''}${issue.message}`);
}
