import { join } from 'node:path';
import { Accounts } from '../accounts/accounts.ts';
import { Avatars } from '../accounts/avatars.ts';
import { Bots } from '../accounts/bots.ts';
import { createMailer } from '../accounts/create-mailer.ts';
import { CredentialStore } from '../accounts/credential-store.ts';
import { Credentials } from '../accounts/credentials.ts';
import { OwnSessions } from '../accounts/own-sessions.ts';
import { PasswordHashing } from '../accounts/password-hashing.ts';
import { Passwords } from '../accounts/passwords.ts';
import { Profiles } from '../accounts/profiles.ts';
import { ServerRoles } from '../accounts/server-roles.ts';
import { AvatarFolder } from '../files/avatar-folder.ts';
import { drawAvatar } from '../files/draw-avatar.ts';
import { encodeFrame } from '../gateway/frame.ts';
import type { Ground, RoomServices } from './rooms.ts';

/** Who people are beyond a session. */
export type AccountServices = ReturnType<typeof createAccounts>;

/** Wires up accounts, profiles, passwords and bots, which stand on the rooms. */
export function createAccounts({ config, log, clock, storage }: Ground, services: RoomServices) {
  const { directory } = storage;
  const { append, memberships, people, reports, rooms, roster, sessions } = services;
  const { accounts: accountDirectory } = storage;
  const roomsOf = async (user: string) => (await directory.memberships(user)).map(({ room }) => room);
  const profiles = new Profiles({
    accounts: accountDirectory,
    append,
    clock,
    people,
    rooms,
    roster,
    encode: encodeFrame,
    onServerRole: (person, before) => reports.serverRoleChanged(person, before),
    roomsOf,
  });
  const hashing = new PasswordHashing();
  const credentials = new Credentials(new CredentialStore({ append, clock, accounts: accountDirectory }), hashing);
  const mailer = createMailer(config);
  const passwords = new Passwords({
    ...{ accounts: accountDirectory, append, clock, hashing, mailer, sessions },
    onMailFailed: (error) => log.error({ err: error }, 'a mail could not be sent'),
  });
  const ownSessions = new OwnSessions({ accounts: accountDirectory, append, clock, sessions });
  const avatars = new Avatars({ profiles, store: new AvatarFolder(join(config.dataDir, 'avatars')), draw: drawAvatar });
  const serverRoles = new ServerRoles({ accounts: accountDirectory, append, clock, profiles });
  const bots = new Bots({
    ...{ accounts: accountDirectory, append, clock, memberships, rooms, roomsOf, sessions },
    encode: encodeFrame,
  });
  const accounts = new Accounts({
    accounts: accountDirectory,
    credentials,
    people,
    profiles,
    sessions,
    signUp: config.SIGNUP,
  });
  return { profiles, mailer, passwords, ownSessions, avatars, serverRoles, bots, accounts };
}
