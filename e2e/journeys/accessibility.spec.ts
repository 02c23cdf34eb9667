import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the sign-in has no accessibility violations', async ({ page, server }) => {
      await page.goto(server.url);
      await expect(page.getByLabel('Your name')).toBeVisible();
      expect.soft(await violations(page)).toEqual([]);
    });

    test('a room, its dialogs and menus have no accessibility violations', async ({ arrive, bot, room }) => {
      await bot.say(room.slug, 'Some *Markdown* with `code`', '```js\nconst answer = 42;\n```', 'https://example.org');
      const ada = await arrive('Ada', { path: `/r/${room.slug}`, colorScheme });
      await ada.send('And one of my own');
      await expect(ada.message('And one of my own')).not.toHaveAccessibleName(/sending/);
      expect.soft(await violations(ada.page)).toEqual([]);

      await ada.act('And one of my own', 'Delete');
      await inDialog(ada.page);
      await ada.rooms.getByRole('button', { name: 'New room' }).click();
      await inDialog(ada.page);
      await ada.rooms.getByRole('button', { name: 'Browse rooms' }).click();
      await inDialog(ada.page);
      await ada.page.keyboard.press('Control+k');
      await inDialog(ada.page);

      await ada.page.getByRole('button', { name: 'You and settings' }).click();
      await expect(ada.page.getByRole('menu')).toBeVisible();
      expect.soft(await violations(ada.page)).toEqual([]);
    });

    test('a phone has no accessibility violations', async ({ phone }) => {
      await phone.page.emulateMedia({ colorScheme });
      expect.soft(await violations(phone.page)).toEqual([]);
    });
  });
}

/** Looks at the dialog that was just opened, and closes it. */
async function inDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect.soft(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** What axe finds, in words: the rule and where. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} (${help}): ${target.join(' ')}`));
}
