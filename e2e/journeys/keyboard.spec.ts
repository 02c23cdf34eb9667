import { expect, test } from '../fixtures/index.ts';

test('everything works without a mouse: sign in, talk, edit, create and find a room', async ({ page, server }) => {
  await page.goto(server.url);
  await expect(page.getByLabel('Your name')).toBeFocused();
  await page.keyboard.type('Kay');
  await page.keyboard.press('Enter');
  const composer = (name: string) => page.locator('#composer').and(page.getByLabel(`Message ${name}`));
  await expect(composer('general')).toBeFocused();

  await page.keyboard.type('Typed blindly');
  await page.keyboard.press('Enter');
  const message = page.getByRole('log').getByRole('article');
  await expect(message).toContainText('Typed blindly');

  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
  await page.keyboard.type(', but well');
  await page.keyboard.press('Enter');
  await expect(message).toContainText('Typed blindly, but well');
  await expect(composer('general')).toBeFocused();

  const finder = page.getByRole('combobox', { name: 'Find rooms and messages' });
  await page.keyboard.press('Control+k');
  await expect(finder).toBeFocused();
  await page.keyboard.type('Garden');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New room' }).getByLabel('Name')).toHaveValue('Garden');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/r\/garden$/);
  await expect(composer('Garden')).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(finder).toBeFocused();
  await page.keyboard.type('gen');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/r\/general$/);
  await expect(composer('general')).toBeFocused();
});

test('the messages are one stop of the Tab key; the arrows walk, T opens a thread and Escape comes back, E edits', async ({
  twoUsers: { ada },
}) => {
  await ada.send('one');
  await ada.send('two');
  await expect(ada.message('two')).not.toHaveAccessibleName(/sending/);

  await ada.message('two').focus();
  await ada.page.keyboard.press('ArrowUp');
  await expect(ada.message('one')).toBeFocused();
  await ada.page.keyboard.press('t');
  await expect(ada.page.getByLabel('Reply in thread')).toBeFocused();
  await ada.page.keyboard.press('Escape');
  await expect(ada.message('one')).toBeFocused();
  await ada.page.keyboard.press('e');
  await expect(ada.page.getByRole('textbox', { name: 'Edit message' })).toHaveValue('one');
});
