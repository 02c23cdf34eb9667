import { updateProfile } from '@confab/client';
import { uploadFile } from '@confab/client/upload-file';
import type { Page } from '@playwright/test';
import { Bot, expect, FAST_WRITERS, type Person, test } from '../fixtures/index.ts';

declare global {
  interface Window {
    /** Set by a script of the attacker's that ran. */
    __hit?: string;
    /** What the content security policy had to stop. */
    __stopped?: string[];
  }
}

const tag = (where: string) => `<img src=x onerror="window.__hit='${where}'">`;
const NAME = tag('name');
const ROOM = tag('room');
const TOPIC = `"><script>window.__hit='topic'</script>`;
const STATUS = tag('status');
const FILE = `<svg onload=window.__hit='file'>.svg`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="window.__hit='svg'"><script>window.__hit='svg'</script></svg>`;
const MESSAGES = [
  tag('message'),
  `</p></article><script>window.__hit='script'</script>`,
  '[a link](javascript:window.__hit=1)',
  '[a disguise](JaVa\tScRiPt:window.__hit=2)',
  '[an entity](&#106;avascript:window.__hit=3)',
  '[a page](data:text/html,<script>window.__hit=4</script>)',
  '[out of it](https://example.org/"onmouseover="window.__hit=5)',
  '<javascript:window.__hit=6>',
  '![a picture](javascript:window.__hit=7)',
  '```html"><script>window.__hit=8</script>\n<iframe srcdoc="<script>parent.__hit=9</script>">\n```',
  '[in brackets](<javascript:window.__hit=10>)',
  'vbscript:window.__hit=11 and blob:window.__hit=12',
];

test.use({ serverEnv: FAST_WRITERS });

test('script in whatever people can store is text, nothing of it runs, and the policy has nothing to stop', async ({
  arrive,
  server,
}) => {
  const mallory = await Bot.signIn(server, NAME);
  const room = await mallory.client.api.createRoom({ name: ROOM, topic: TOPIC });
  await updateProfile(mallory.client.api, { statusText: STATUS });
  await mallory.say(room.slug, ...MESSAGES);
  const svg = await uploadFile(mallory.client, room.id, new Blob([SVG], { type: 'image/svg+xml' }), { name: FILE });
  await mallory.client.room(room.slug).send('A drawing', { attachments: [svg] });

  const ada = await arrive('Ada');
  await watch(ada);

  await test.step('in the room: its name, topic, people, messages and files', async () => {
    await ada.openRoom(room.slug);
    await expect(ada.page.getByRole('heading', { name: ROOM, level: 1 })).toBeVisible();
    await expect(ada.people.getByText(TOPIC, { exact: true })).toBeVisible();
    await expect(ada.people.getByText(NAME)).toBeVisible();
    await expect(ada.rooms.getByText(ROOM)).toBeVisible();
    await expect(ada.message(tag('message'))).toBeVisible();
    await expect(ada.message(`</p></article><script>`)).toBeVisible();
    await expect(ada.message('<iframe srcdoc=')).toBeVisible();
    await expect(ada.message('A drawing').getByText(FILE)).toBeVisible();
    await expect(
      ada.log.locator('article :is(script, iframe, object, embed, [onerror], [onload], [onmouseover])'),
    ).toHaveCount(0);
    await unharmed(ada.page);
  });

  await test.step('in an answer, a thread, and the finder', async () => {
    await ada.act('A drawing', 'Reply');
    await ada.send(`Quoted ${tag('own')}`);
    await expect(ada.message(`Quoted ${tag('own')}`)).toBeVisible();
    await ada.page.keyboard.press('Control+k');
    await ada.page.getByRole('dialog').getByRole('combobox').fill('<img');
    await expect(ada.page.getByRole('dialog').getByRole('option').filter({ hasText: ROOM }).first()).toBeVisible();
    await ada.page.keyboard.press('Escape');
    await unharmed(ada.page);
  });

  await test.step('the drawing is saved, not opened', async () => {
    const download = ada.page.waitForEvent('download');
    await ada.message('A drawing').getByRole('link', { name: FILE }).click();
    expect((await download).suggestedFilename()).not.toMatch(/[/\\]/);
    const shown = await ada.page.evaluate(async (id) => {
      const { headers } = await fetch(`/api/files/${id}`);
      return ['content-disposition', 'content-security-policy'].map((name) => headers.get(name));
    }, svg.id);
    expect(shown).toEqual([expect.stringMatching(/^attachment/), expect.stringContaining('sandbox')]);
    await unharmed(ada.page);
  });

  await test.step('addresses that hold script lead nowhere', async () => {
    for (const path of [
      '/i/javascript:window.__hit=1',
      `/r/${encodeURIComponent(tag('address'))}`,
      `/r/${room.slug}/m/${encodeURIComponent(tag('permalink'))}`,
      `/?invite=${encodeURIComponent(tag('invite'))}`,
    ]) {
      await ada.page.goto(path);
      await expect(ada.rooms).toBeVisible();
      await unharmed(ada.page);
    }
  });

  await test.step('had any of it become markup, the policy would have stopped it, and we would know', async () => {
    await ada.page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), tag('markup'));
    await expect.poll(() => ada.page.evaluate(() => window.__stopped)).toEqual([expect.stringMatching(/^script-src/)]);
    expect(await ada.page.evaluate(() => window.__hit)).toBeUndefined();
  });
  await mallory.close();
});

/** Notes in every page that somebody opens from now on what the policy stops. */
async function watch({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    window.__stopped = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      window.__stopped?.push(`${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
  });
}

/** Nothing ran, nothing had to be stopped, and every link leads to a page or a mailbox. */
async function unharmed(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    hit: window.__hit,
    stopped: window.__stopped,
    links: [...document.links].map(({ protocol }) => protocol).filter((p) => !/^(https?|mailto):$/.test(p)),
  }));
  expect(found).toEqual({ hit: undefined, stopped: [], links: [] });
}
