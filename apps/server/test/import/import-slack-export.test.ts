import { beforeEach, expect, test } from 'vitest';
import type { PrismaClient } from '#prisma/sqlite';
import { migratedDatabase, temporaryUrl } from '../database/temporary-database.ts';
import { exportOf, GENERAL, importEntries, type Json, message } from './slack-export-fixture.ts';

let prisma: PrismaClient;
beforeEach(async () => {
  prisma = (await migratedDatabase(await temporaryUrl())).prisma;
});

async function messagesOf(slug: string) {
  const room = await prisma.room.findUniqueOrThrow({ where: { slug } });
  return prisma.message.findMany({ where: { roomId: room.id }, orderBy: { seq: 'asc' }, include: { author: true } });
}

async function bodiesOf(slug: string): Promise<string[]> {
  return (await messagesOf(slug)).map(({ body }) => body);
}

/** How the import stores one message. */
async function stored(fields: Json) {
  const report = await importEntries(prisma, exportOf([message(1, fields)]));
  return { report, row: (await messagesOf('general'))[0] };
}

test('messages come in order, with their authors and times, numbered without holes', async () => {
  const report = await importEntries(
    prisma,
    exportOf([message(3), message(1), message(2, { user: 'U2' })], {
      'general/2020-09-12.json': [message(0, { ts: '1599900000.123456' })],
    }),
  );
  const rows = await messagesOf('general');
  expect(rows.map(({ seq, rev, at, body, author }) => [seq, rev, Number(at), body, author.name])).toEqual([
    [1, 1, 1_599_900_000_123, 'at 0', 'Ada'],
    [2, 2, 1_600_000_001_000, 'at 1', 'Ada'],
    [3, 3, 1_600_000_002_000, 'at 2', 'Grace Hopper'],
    [4, 4, 1_600_000_003_000, 'at 3', 'Ada'],
  ]);
  expect(await prisma.room.findUnique({ where: { slug: 'general' } })).toMatchObject({ seq: 4, rev: 4 });
  expect(report).toMatchObject({ messages: 4, newPeople: 3, known: 0 });
});

test('day files that overlap in time still come in order', async () => {
  await importEntries(
    prisma,
    exportOf([message(1), message(5)], {
      'general/2020-09-14.json': [message(3)],
      'general/2020-09-15.json': [message(6)],
    }),
  );
  expect(await bodiesOf('general')).toEqual(['at 1', 'at 3', 'at 5', 'at 6']);
});

test('more messages than one batch holds come whole', async () => {
  const many = Array.from({ length: 4_500 }, (_, i) =>
    message(0, { text: `${i}`, ts: `1600000000.${String(i).padStart(6, '0')}` }),
  );
  await importEntries(prisma, exportOf(many));
  expect(await bodiesOf('general')).toEqual(many.map((_, i) => `${i}`));
});

test('channel members are members who have read everything', async () => {
  await importEntries(prisma, exportOf([message(1), message(2)]));
  const members = await prisma.membership.findMany({ include: { user: true }, orderBy: { user: { name: 'asc' } } });
  expect(members.map(({ user, readSeq }) => [user.name, readSeq])).toEqual([
    ['Ada', 2],
    ['Grace Hopper', 2],
  ]);
});

test('bots are bots; authors that the export does not list get placeholders', async () => {
  const texts = [
    message(1, { user: 'U3' }),
    message(2, { user: undefined, subtype: 'bot_message', bot_id: 'B1', username: 'CI' }),
    message(3, { user: 'USLACKBOT' }),
    message(4, { user: 'U9' }),
    message(5, { user: 'W9', user_profile: { real_name: 'Guest of a partner' } }),
    message(6, { user: null, subtype: 'bot_message', bot_id: 'B1', username: 'CI' }),
  ];
  const report = await importEntries(prisma, exportOf(texts));
  expect((await messagesOf('general')).map(({ author }) => [author.name, author.kind])).toEqual([
    ['Deploy Bot', 'bot'],
    ['CI', 'bot'],
    ['Slackbot', 'bot'],
    ['Unknown user', 'person'],
    ['Guest of a partner', 'person'],
    ['CI', 'bot'],
  ]);
  expect(report.newPeople).toBe(7);
});

test('edits keep their time', async () => {
  const { row, report } = await stored({ edited: { user: 'U1', ts: '1600000009.500000' } });
  expect(row?.editedAt).toBe(1_600_000_009_500n);
  expect(report.edits).toBe(1);
});

test('replies belong to their thread, or to their room as well; one whose root is missing is plain', async () => {
  const root = message(1).ts;
  const report = await importEntries(
    prisma,
    exportOf([
      message(1, { thread_ts: root }),
      message(2, { thread_ts: root }),
      message(3, { thread_ts: root, subtype: 'thread_broadcast' }),
      message(4, { thread_ts: '1500000000.000100' }),
    ]),
  );
  const [first, ...replies] = await messagesOf('general');
  expect(first?.thread).toBeNull();
  expect(replies.map(({ thread }) => thread)).toEqual([first?.id, first?.id, null]);
  // What was sent to the channel as well stands in the room, too.
  expect(replies.map(({ toRoom }) => toRoom)).toEqual([false, true, false]);
  expect(await prisma.threadOnly.findMany()).toMatchObject([{ seq: 2 }]);
  const at = Number(replies[1]?.at);
  const users = [first?.authorId];
  expect(JSON.parse(first?.threadState ?? '')).toEqual({ count: 2, lastAt: at, lastSeq: 3, users });
  // The root has changed last, after the four messages.
  expect(first?.rev).toBe(5);
  expect(report.threadReplies).toBe(2);
  expect(report.render(0)).toContain('1  replies whose thread is not in the export');
});

test('the deleted root of a thread is a tombstone', async () => {
  const root = message(1).ts;
  await importEntries(
    prisma,
    exportOf([
      message(1, { user: 'USLACKBOT', subtype: 'tombstone', text: 'This message was deleted.', thread_ts: root }),
      message(2, { thread_ts: root }),
    ]),
  );
  const [first, reply] = await messagesOf('general');
  expect(first).toMatchObject({ deleted: true, body: '' });
  expect(reply?.thread).toBe(first?.id);
});

test('reactions are stored as rows and as the wire shows them', async () => {
  const { row, report } = await stored({
    reactions: [
      { name: '+1', users: ['U2', 'U1'], count: 2 },
      { name: 'thumbsup', users: ['U2'], count: 1 },
      { name: 'parrot_party', users: ['U1'], count: 1 },
      { name: 'eyes', users: ['U9'], count: 3 },
    ],
  });
  const [ada, grace] = await Promise.all(
    ['slack:T1:U1', 'slack:T1:U2'].map((origin) => prisma.user.findUniqueOrThrow({ where: { origin } })),
  );
  expect(JSON.parse(row?.reactions ?? '')).toEqual([
    { emoji: '👍', count: 2, users: [grace?.id, ada?.id] },
    { emoji: ':parrot_party:', count: 1, users: [ada?.id] },
  ]);
  expect(await prisma.reaction.count()).toBe(3);
  expect(report.reactions).toBe(3);
  expect(report.render(0)).toContain('3  reactions of people that the export does not name');
});

test.each<[string, Json, string]>([
  ['a long text is cut', { text: 'x'.repeat(4_001) }, `${'x'.repeat(3_999)}…`],
  ['the longest text stays', { text: '🎉'.repeat(4_000) }, '🎉'.repeat(4_000)],
  ['control characters go', { text: 'a\u0000b\u0007c\r\nd' }, 'abc\nd'],
  ['a lone surrogate is replaced', { text: 'a\ud800' }, 'a\ufffd'],
  ['/me is italic', { subtype: 'me_message', text: 'waves' }, '_waves_'],
  ['files lend their titles', { text: '', files: [{ title: 'Plan' }, { name: 'b.png' }] }, 'Plan\nb.png'],
  [
    'attachments lend their text',
    { text: '', attachments: [{ title: 'Build', text: 'passed' }, { fallback: 'f' }] },
    'Build\npassed\nf',
  ],
  ['a message of nothing keeps its place', { text: ' ' }, '(empty message)'],
])('%s', async (_, fields, body) => {
  expect((await stored(fields)).row?.body).toBe(body);
});

test('notices of Slack are dropped and counted by kind', async () => {
  const report = await importEntries(
    prisma,
    exportOf([
      message(1, { subtype: 'channel_join' }),
      message(2, { subtype: 'channel_join' }),
      message(3, { subtype: 'channel_topic' }),
      message(4),
    ]),
  );
  expect(await bodiesOf('general')).toEqual(['at 4']);
  expect(report.render(0)).toContain('2  notices of Slack itself (channel_join)');
  expect(report.render(0)).toContain('1  notices of Slack itself (channel_topic)');
});

test('private channels become private rooms with their members; direct messages are left out', async () => {
  const report = await importEntries(
    prisma,
    exportOf([message(1)], {
      'groups.json': [{ id: 'G1', name: 'secret', members: ['U2'] }],
      'dms.json': [{ id: 'D1', members: ['U1', 'U2'] }],
      'mpims.json': [{ id: 'G2', name: 'mpdm-a--b-1', members: ['U1'] }],
      'secret/2020-09-13.json': [message(1), message(2)],
      'D1/2020-09-13.json': [message(1)],
      'mpdm-a--b-1/2020-09-13.json': [message(1), message(2)],
      'old-one/2020-09-13.json': [message(1)],
    }),
  );
  const secret = await prisma.room.findUniqueOrThrow({ where: { slug: 'secret' }, include: { memberships: true } });
  expect(secret).toMatchObject({ isPrivate: true, seq: 2 });
  expect(secret.memberships).toHaveLength(1);
  expect(await prisma.room.count()).toBe(2);
  expect(report.render(0)).toContain('3  direct messages: they are not imported');
  expect(report.render(0)).toContain('1  messages in old-one/, which no list of channels names');
});

test('a room keeps its topic, creation and archive of the channel', async () => {
  const channel = { ...GENERAL, id: 'C2', name: 'old', is_archived: true, topic: { value: 'A &amp; <@U1>' } };
  const long = { ...GENERAL, id: 'C3', name: 'long', purpose: { value: 'x'.repeat(300) } };
  const report = await importEntries(prisma, exportOf([], { 'channels.json': [GENERAL, channel, long] }));
  const room = await prisma.room.findUniqueOrThrow({ where: { slug: 'old' } });
  expect(room).toMatchObject({ archived: true, topic: 'A & @Ada', createdAt: new Date(1_600_000_000_000) });
  expect((await prisma.room.findUniqueOrThrow({ where: { slug: 'long' } })).topic).toHaveLength(250);
  expect(report.render(0)).toContain('1  topics cut at 250 characters');
});

test('an empty room of the name is used; one in use gets a neighbour with a suffix', async () => {
  await prisma.room.create({ data: { id: 'r', slug: 'general', name: 'General' } });
  await prisma.room.create({ data: { id: 's', slug: 'random', name: 'random', seq: 1, rev: 1 } });
  const report = await importEntries(
    prisma,
    exportOf([message(1)], {
      'channels.json': [GENERAL, { ...GENERAL, id: 'C2', name: 'random' }],
      'random/2020-09-13.json': [message(2)],
    }),
  );
  expect(await prisma.room.findUnique({ where: { id: 'r' } })).toMatchObject({ seq: 1, name: 'General' });
  expect(await bodiesOf('random-2')).toEqual(['at 2']);
  expect(report.render(0)).toContain("a room called random exists and isn't empty, so this one is random-2");
});

test('a fresh database has the room general, whatever the export is called', async () => {
  await importEntries(prisma, exportOf([], { 'channels.json': [{ ...GENERAL, name: 'lobby' }] }));
  expect((await prisma.room.findMany({ orderBy: { slug: 'asc' } })).map(({ slug }) => slug)).toEqual([
    'general',
    'lobby',
  ]);
});

test('a second run adds nothing', async () => {
  const entries = exportOf([
    message(1, { reactions: [{ name: 'eyes', users: ['U2'], count: 1 }] }),
    message(2, { user: 'U9' }),
  ]);
  await importEntries(prisma, entries);
  const before = [await prisma.message.findMany(), await prisma.room.findMany(), await prisma.reaction.findMany()];
  const report = await importEntries(prisma, entries);
  expect(report).toMatchObject({ messages: 0, known: 2, newPeople: 0, knownPeople: 4, reactions: 0 });
  expect([await prisma.message.findMany(), await prisma.room.findMany(), await prisma.reaction.findMany()]).toEqual(
    before,
  );
});

test('what a message lost is reported by the run that brings it', async () => {
  const entries = exportOf([message(1, { text: 'x'.repeat(4_001) })]);
  expect((await importEntries(prisma, entries)).render(0)).toContain('1  messages cut at 4000 characters');
  expect((await importEntries(prisma, entries)).render(0)).toContain('Nothing was dropped.');
});

test('an import that was interrupted is completed in order', async () => {
  const days = { 'general/2020-09-14.json': [message(8), message(9)] };
  await prisma.$executeRawUnsafe(
    `CREATE TRIGGER stop BEFORE INSERT ON "Message" WHEN NEW."body" = 'at 9' BEGIN SELECT RAISE(ABORT, 'power cut'); END`,
  );
  const many = Array.from({ length: 2_500 }, (_, i) =>
    message(0, { text: `${i}`, ts: `1600000000.${String(i).padStart(6, '0')}` }),
  );
  await expect(importEntries(prisma, exportOf(many, days))).rejects.toThrow(/power cut/);
  expect(await prisma.message.count()).toBe(2_000);

  await prisma.$executeRawUnsafe('DROP TRIGGER stop');
  const report = await importEntries(prisma, exportOf(many, days));
  expect(report).toMatchObject({ known: 2_000, messages: 502 });
  expect(await bodiesOf('general')).toEqual([...many.map((_, i) => `${i}`), 'at 8', 'at 9']);
  expect(await prisma.membership.findMany({ select: { readSeq: true } })).toEqual([
    { readSeq: 2_502 },
    { readSeq: 2_502 },
  ]);
});

test('a newer export appends what is new; what is older than the newest message is dropped', async () => {
  await importEntries(prisma, exportOf([message(2), message(4)]));
  const report = await importEntries(prisma, exportOf([message(2), message(3), message(4), message(5)]));
  expect(await bodiesOf('general')).toEqual(['at 2', 'at 4', 'at 5']);
  expect(report).toMatchObject({ known: 2, messages: 1 });
  expect(report.render(0)).toContain('1  messages older than the newest one in their room');
});
