import { expect, test } from '@confab/e2e';

const PASSWORD = 'correct horse battery';

test('A guest makes an account, keeps what they said, and signs in again elsewhere', async ({
  arrive,
  browser,
  server,
}) => {
  const ada = await arrive('Ada');
  await ada.send('Said as a guest');
  await expect(ada.message('Said as a guest')).toBeVisible();
  await ada.page.getByRole('button', { name: 'create an account' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Create an account' });
  await expect(dialog.getByLabel('Your name')).toHaveValue('Ada');
  await dialog.getByLabel('Your name').fill('Ada Byron');
  await dialog.getByLabel('Email').fill('ada@example.org');
  await dialog.getByLabel('Password', { exact: true }).fill('short');
  await dialog.getByRole('button', { name: 'Create account' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('A password needs at least 8 characters.');
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Create account' }).click();
  await expect(dialog).toBeHidden();
  await expect(ada.page.getByText('Keep your name')).toBeHidden();
  // Also what was said before shows the new name, without a reload.
  await expect(ada.message('Said as a guest')).toContainText('Ada Byron');

  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto('/');
  await expect(page.getByLabel('Your name')).toBeVisible();
  // A first visit is no error to anybody.
  expect(errors).toEqual([]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page.getByRole('alert')).toHaveText('That address and password don’t belong together.');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page.getByRole('article').filter({ hasText: 'Said as a guest' })).toBeVisible();
  await context.close();
});

test('Somebody makes an account at the door, signs out, and back in', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill('Grace');
  await page.getByLabel('Email').fill('grace@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  const composer = page.getByRole('combobox', { name: /^Message / });
  await expect(composer.or(page.getByRole('textbox', { name: /^Message / }))).toBeVisible();
  await page.getByRole('button', { name: 'You and settings' }).click();
  await page.getByRole('menu').getByText('Sign out').click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Email').fill('grace@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('complementary', { name: 'Your rooms' })).toContainText('Grace');
  await context.close();
});
