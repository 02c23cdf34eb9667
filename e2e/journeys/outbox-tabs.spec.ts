import type { Page } from '@playwright/test';
import { expect, type Person, test } from '../fixtures/index.ts';
import { backOnline } from './back-online.ts';
import { sentMessages } from './sent-messages.ts';

test('what is written offline before the tab is closed goes out when the app opens again: once, in order', async ({
  twoUsers: { ada, ben },
  network,
}) => {
  await ada.send('zero');
  await expect(ben.message('zero')).toBeVisible();
  network.cut();
  await expect(ada.banner).toContainText('Reconnecting.');
  const written = ['one', 'two', 'three', 'four', 'five'];
  for (const text of written) await ada.send(text);
  const address = ada.page.url();
  await ada.page.close();

  network.restore();
  ada.page = await ada.context.newPage();
  const sent = sentMessages(ada.page);
  await ada.page.goto(address);
  await expect(ben.message('five')).toBeVisible();
  await expect(ada.message('five')).not.toHaveAccessibleName(/sending/);
  for (const person of [ada, ben]) await expectExactly(person, ['zero', ...written]);
  expect(sent).toEqual(written);

  await ada.page.reload();
  await expectExactly(ada, ['zero', ...written]);
  expect(sent).toEqual(written);
});

test('two tabs of one person each send what was written in them, and both show it all', async ({
  twoUsers: { ada, ben },
  network,
}) => {
  const first = await ada.newTab();
  const second = ada.page;
  const sent = { first: sentMessages(first), second: sentMessages(second) };
  network.cut();
  await inTab(ada, first, async () => {
    await expect(ada.banner).toContainText('Reconnecting.');
    for (const text of ['first 1', 'first 2', 'first 3']) await ada.send(text);
  });
  await inTab(ada, second, async () => {
    await expect(ada.banner).toContainText('Reconnecting.');
    for (const text of ['second 1', 'second 2', 'second 3']) await ada.send(text);
    await expect(ada.message('first')).toHaveCount(0);
  });

  network.restore();
  await backOnline(first, second);
  for (const word of ['first', 'second']) await expect(ben.message(word)).toHaveText([/1/, /2/, /3/]);
  await expect(ben.log.getByRole('article')).toHaveCount(6);
  for (const tab of [first, second]) {
    await inTab(ada, tab, async () => {
      for (const word of ['first', 'second']) await expect(ada.message(word)).toHaveText([/1/, /2/, /3/]);
      await expect(ada.log.getByRole('article')).toHaveCount(6);
    });
  }
  expect(sent).toEqual({
    first: ['first 1', 'first 2', 'first 3'],
    second: ['second 1', 'second 2', 'second 3'],
  });
});

for (const [end, finish] of [
  ['is closed', (tab: Page) => tab.close()],
  ['crashes', crash],
] as const) {
  test(`what a tab that ${end} leaves behind is sent by one of the others`, async ({
    twoUsers: { ada, ben },
    network,
  }) => {
    const first = await ada.newTab();
    const second = await ada.newTab();
    const third = ada.page;
    const sent = { first: sentMessages(first), third: sentMessages(third) };
    network.cut();
    await inTab(ada, second, async () => {
      await expect(ada.banner).toContainText('Reconnecting.');
      for (const text of ['left 1', 'left 2', 'left 3']) await ada.send(text);
    });
    await finish(second);

    await inTab(ada, first, () => expect(ada.message('left')).toHaveText([/1/, /2/, /3/]));
    await inTab(ada, third, () => expect(ada.message('left')).toHaveCount(0));
    network.restore();
    await backOnline(first, third);
    await expect(ben.message('left')).toHaveText([/1/, /2/, /3/]);
    for (const tab of [first, third]) {
      await inTab(ada, tab, () => expect(ada.message('left')).toHaveText([/1/, /2/, /3/]));
    }
    expect(sent).toEqual({ first: ['left 1', 'left 2', 'left 3'], third: [] });
  });
}

test('without Web Locks, as on plain HTTP, every tab sends what it finds, and yet it is said once', async ({
  twoUsers: { ada, ben },
  network,
}) => {
  await ada.context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  const address = ada.page.url();
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  network.cut();
  await expect(ada.banner).toContainText('Reconnecting.');
  for (const text of ['one', 'two', 'three']) await ada.send(text);
  await ada.page.close();

  network.restore();
  const tabs = [await ada.context.newPage(), await ada.context.newPage()];
  await Promise.all(tabs.map((tab) => tab.goto(address)));
  for (const tab of tabs) await inTab(ada, tab, () => expectExactly(ada, ['one', 'two', 'three']));
  await expectExactly(ben, ['one', 'two', 'three']);
});

/** What a person does or sees in another of their tabs. */
async function inTab(person: Person, tab: Page, act: () => Promise<void>): Promise<void> {
  const before = person.page;
  person.page = tab;
  await act();
  person.page = before;
}

/** Ends the tab's process, as a crash does. */
async function crash(tab: Page): Promise<void> {
  const crashed = tab.waitForEvent('crash');
  const devtools = await tab.context().newCDPSession(tab);
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}

async function expectExactly(person: Person, texts: string[]): Promise<void> {
  await expect(person.log.getByRole('article')).toContainText(texts);
  await expect(person.log.getByRole('article')).toHaveCount(texts.length);
}
