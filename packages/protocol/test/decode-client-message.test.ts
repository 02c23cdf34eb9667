import { describe, expect, it } from 'vitest';
import { decodeClientMessage } from '../src/index.ts';

const ID = '0d3f7a52-1c2e-4f61-9c3a-9a0f6f6d2b11';
const POST = { type: 'message', id: ID, room: 'general', body: 'hello' };

function decode(frame: object | string) {
  return decodeClientMessage(typeof frame === 'string' ? frame : JSON.stringify(frame));
}

describe('frames that pass', () => {
  it.each<object>([
    { type: 'auth', id: '1', token: 't' },
    { type: 'join', id: '1', room: 'general' },
    { type: 'join', id: '1', room: 'general', since: 0 },
    { type: 'join', id: '1', room: 'general', since: 7, sinceId: ID, life: 'x' },
    { type: 'leave', id: '1', room: 'general' },
    POST,
    { ...POST, replyTo: 'a', thread: 'b', attachments: [] },
    { ...POST, body: '', attachments: [ID] },
    { type: 'edit', id: '1', room: 'general', message: ID, body: 'new' },
    { type: 'delete', id: '1', room: 'general', message: ID },
    { type: 'react', id: '1', room: 'general', message: ID, emoji: '👍', on: true },
    { type: 'read', id: '1', room: 'general', seq: 3 },
    { type: 'typing', room: 'general', on: true },
    { type: 'presence', id: '1', status: 'dnd' },
    { type: 'ping', id: '1' },
    { type: 'ping', id: '1', t: 1.5 },
  ])('%j', (frame) => {
    expect(decode(frame)).toEqual({ ok: true, message: frame });
  });

  it('normalises the body', () => {
    expect(decode({ ...POST, body: ' a\r\nb \n' })).toMatchObject({ ok: true, message: { body: 'a\nb' } });
  });

  it.each(['👍', '👍🏽', '❤️', '❤', '🏳️‍🌈', '🇩🇪', ':party-parrot:'])('the reaction %s', (emoji) => {
    expect(decode({ type: 'react', id: '1', room: 'r', message: 'm', emoji, on: true }).ok).toBe(true);
  });
});

describe('frames that are no frames', () => {
  it.each([
    '',
    'hello',
    '{',
    '[]',
    '[{"type":"ping"}]',
    'null',
    '1',
    '"ping"',
    '{}',
    '{"type":1}',
    '{"type":null,"id":"1"}',
  ])('bad_frame: %s', (text) => {
    expect(decode(text)).toMatchObject({ ok: false, code: 'bad_frame' });
  });

  it.each(['nope', '', 'toString', 'constructor', '__proto__', 'hello', 'MESSAGE'])('unknown_type: %s', (type) => {
    expect(decode({ type, id: '1' })).toMatchObject({ ok: false, code: 'unknown_type', id: '1' });
  });

  it('repeats only the beginning of a long type', () => {
    const result = decode({ type: 'x'.repeat(60_000) });
    expect(result.ok ? '' : result.reason.length).toBeLessThan(100);
  });
});

describe('the id of a refused frame', () => {
  it('comes back where it could be read', () => {
    expect(decode({ type: 'ping', id: 'x', t: 'no' })).toMatchObject({ ok: false, id: 'x', type: 'ping' });
  });

  it.each([1, '', 'x'.repeat(65), '😀'.repeat(65), '\ud800', null, {}])('is left out where it is none: %j', (id) => {
    expect(decode({ type: 'ping', id })).toMatchObject({ ok: false, code: 'invalid', id: undefined });
  });
});

describe('the size of an id', () => {
  it('is 64 code points, whatever their length in UTF-16', () => {
    expect(decode({ type: 'ping', id: '😀'.repeat(64) }).ok).toBe(true);
    expect(decode({ type: 'ping', id: '😀'.repeat(64), t: 'no' })).toMatchObject({ id: '😀'.repeat(64) });
    expect(decode({ type: 'ping', id: '😀'.repeat(65) })).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe('invalid fields, named in the reason', () => {
  it.each<[string, object]>([
    ['id', { ...POST, id: 'not-a-uuid' }],
    ['room', { ...POST, room: '' }],
    ['room', { ...POST, room: 'x'.repeat(65) }],
    ['room', { ...POST, room: '\ud800' }],
    ['room', { ...POST, room: 5 }],
    ['body', { ...POST, body: 5 }],
    ['body', { ...POST, body: ' \n ' }],
    ['body', { ...POST, body: 'a\u0000b' }],
    ['body', { ...POST, body: 'a\u0007b' }],
    ['body', { ...POST, body: 'a\u0085b' }],
    ['body', { ...POST, body: 'a\rb' }],
    ['body', { ...POST, body: 'a\udc00b' }],
    ['body', { ...POST, body: '', attachments: [] }],
    ['attachments.0', { ...POST, attachments: ['../etc/passwd'] }],
    ['attachments', { ...POST, attachments: [ID, ID] }],
    ['attachments', { ...POST, attachments: ID }],
    ['attachments', { ...POST, attachments: Array.from({ length: 11 }, (_, i) => ID.replace(/.$/, i.toString(16))) }],
    ['since', { type: 'join', id: '1', room: 'r', since: -1 }],
    ['since', { type: 'join', id: '1', room: 'r', since: 1.5 }],
    ['since', { type: 'join', id: '1', room: 'r', since: 2 ** 53 }],
    ['since', { type: 'join', id: '1', room: 'r', since: '1' }],
    ['seq', { type: 'read', id: '1', room: 'r', seq: null }],
    ['on', { type: 'typing', room: 'r', on: 1 }],
    ['status', { type: 'presence', id: '1', status: 'offline' }],
    ['emoji', { type: 'react', id: '1', room: 'r', message: 'm', emoji: 'ok', on: true }],
    ['emoji', { type: 'react', id: '1', room: 'r', message: 'm', emoji: '👍👍', on: true }],
    ['token', { type: 'auth', id: '1', token: '' }],
  ])('%s: %j', (field, frame) => {
    const result = decode(frame);
    expect(result).toMatchObject({ ok: false, code: 'invalid' });
    expect(result.ok ? '' : result.reason).toMatch(new RegExp(`^${field}: `));
  });

  it('says that a field is missing', () => {
    expect(decode({ type: 'leave', id: '1' })).toMatchObject({ reason: 'room: is missing' });
    expect(decode({ type: 'leave', id: '1', room: null })).toMatchObject({ reason: 'room: is missing' });
  });

  it('survives deep nesting', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(decode(`{"type":"ping","id":"1","t":${deep}}`)).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe('F2: what a client sends beyond the contract', () => {
  it.each(['clientTs', 'constructor', 'toString', 'hasOwnProperty', '__proto__', '\ud800', ''])(
    'an unknown field is left out: %j',
    (field) => {
      const result = decode(`{"type":"ping","id":"1",${JSON.stringify(field)}:{"t":5}}`);
      expect(result).toEqual({ ok: true, message: { type: 'ping', id: '1' } });
      const message = result.ok ? result.message : {};
      expect(Object.keys(message)).toEqual(['type', 'id']);
      expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
    },
  );

  it('null is no field', () => {
    expect(decode({ type: 'join', id: '1', room: 'r', since: null, sinceId: null, life: null })).toEqual({
      ok: true,
      message: { type: 'join', id: '1', room: 'r' },
    });
    expect(decode({ ...POST, replyTo: null, thread: null, toRoom: null, attachments: null })).toEqual({
      ok: true,
      message: POST,
    });
    expect(decode({ type: 'ping', id: '1', t: null, since: null })).toEqual({
      ok: true,
      message: { type: 'ping', id: '1' },
    });
  });
});

describe('the size of a body', () => {
  it('is 4,000 code points, whatever their length in UTF-16', () => {
    expect(decode({ ...POST, body: '😀'.repeat(4_000) }).ok).toBe(true);
    expect(decode({ ...POST, body: '😀'.repeat(4_001) })).toMatchObject({ ok: false, code: 'too_large' });
    expect(decode({ ...POST, body: 'x'.repeat(4_001) })).toMatchObject({ ok: false, code: 'too_large' });
    expect(decode({ ...POST, body: ` ${'x'.repeat(4_000)} ` }).ok).toBe(true);
  });
});
