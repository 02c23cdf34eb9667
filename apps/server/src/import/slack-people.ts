import { LIMITS, normalizeName } from '@confab/protocol';
import type { BulkUser } from '../log/bulk-append.ts';
import { idOf, originOf } from './origin.ts';
import type { SlackMessage, SlackUser } from './slack-shapes.ts';

/**
 * The people of an export: those that it lists, and those that only messages name (apps, people of other workspaces,
 * people whose account is gone), who are made up as they turn up.
 */
export class SlackPeople {
  private readonly known = new Map<string, BulkUser>();
  private fresh: BulkUser[] = [];

  constructor(
    private readonly team: string,
    users: readonly SlackUser[],
  ) {
    for (const { id, name, real_name, profile, is_bot } of users) {
      const names = [profile?.display_name, profile?.real_name, real_name, name];
      this.add(id, names, is_bot || id === 'USLACKBOT' ? 'bot' : 'person');
    }
  }

  /** Those added since the last call. */
  takeNew(): BulkUser[] {
    const taken = this.fresh;
    this.fresh = [];
    return taken;
  }

  /** The user with a Slack id. */
  find(id: string): BulkUser | undefined {
    return this.known.get(id);
  }

  /** Who wrote a message; a placeholder where the export doesn't list them. */
  author({ user, bot_id, username, bot_profile, user_profile }: SlackMessage): BulkUser {
    if (user === 'USLACKBOT') return this.known.get(user) ?? this.add(user, ['Slackbot'], 'bot');
    if (user) {
      const { display_name, real_name, name } = user_profile ?? {};
      return this.known.get(user) ?? this.add(user, [display_name, real_name, name, 'Unknown user'], 'person');
    }
    if (bot_id || username) {
      // One app may post under many names, each somebody else to the reader.
      const key = `${bot_id || 'bot'}/${username}`;
      return this.known.get(key) ?? this.add(key, [username, bot_profile?.name, 'Bot'], 'bot');
    }
    return this.known.get('unknown') ?? this.add('unknown', ['Unknown user'], 'person');
  }

  private add(id: string, names: readonly (string | undefined)[], kind: BulkUser['kind']): BulkUser {
    const origin = originOf(this.team, id);
    const user = { id: idOf(origin), name: firstUsable(names) ?? id, kind, origin };
    this.known.set(id, user);
    this.fresh.push(user);
    return user;
  }
}

function firstUsable(names: readonly (string | undefined)[]): string | undefined {
  for (const name of names) {
    const printable = (name ?? '').replace(/[\p{Cc}\u2028\u2029]/gu, ' ').toWellFormed();
    const result = normalizeName([...printable].slice(0, LIMITS.nameCodePoints).join(''));
    if (result.ok) return result.text;
  }
  return undefined;
}
