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
  await expect(ada.page.getByRole('complementary', { name: 'Thread' }).getByLabel('Reply in thread')).toBeFocused();
  await ada.page.keyboard.press('Escape');
  await expect(ada.message('one')).toBeFocused();
  await ada.page.keyboard.press('e');
  await expect(ada.page.getByRole('textbox', { name: 'Edit message' })).toHaveValue('one');
});

test('what is typed after a click on a message, or beside it, is text and no command; in a thread it is a reply', async ({
  twoUsers: { ada },
}) => {
  await ada.send('one');
  await expect(ada.message('one')).not.toHaveAccessibleName(/sending/);
  const composer = ada.page.locator('#composer');

  await ada.message('one').click();
  await ada.page.keyboard.type('retd');
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue('retd');
  await expect(ada.page.getByRole('textbox', { name: 'Edit message' })).toBeHidden();

  await ada.page.getByRole('heading', { level: 1 }).click();
  await ada.page.keyboard.type('!');
  await expect(composer).toHaveValue('retd!');

  await ada.message('one').hover();
  await ada.message('one').getByRole('button', { name: 'Reply in thread' }).click();
  const reply = ada.page.getByLabel('Reply in thread').and(ada.page.locator('textarea'));
  await expect(reply).toBeFocused();
  await ada.page.getByRole('complementary', { name: 'Thread' }).getByRole('article').click();
  await ada.page.keyboard.type('x');
  await expect(reply).toHaveValue('x');
});

test('Enter that ends the composition of a word picks nobody', async ({ twoUsers: { ada } }) => {
  await ada.rooms.getByRole('button', { name: 'New message' }).click();
  const field = ada.page.getByRole('combobox', { name: 'To' });
  await field.fill('Be');
  await expect(ada.page.getByRole('option', { name: /Ben/ })).toBeVisible();
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await expect(field).toHaveValue('Be');
  await field.press('Enter');
  await expect(ada.page.getByRole('button', { name: 'Take Ben out' })).toBeVisible();
});
