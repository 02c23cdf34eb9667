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
  // The button that asked for it is gone.
  await expect(ada.page.getByRole('main')).toBeFocused();
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

  // The first account owns the server: she says who else runs it, and makes bots.
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'hopper@example.org', password: PASSWORD, name: 'Hopper' });
  await fetch(`${server.url}/api/auth/sign-up/email`, { method: 'POST', headers, body });
  await page.getByRole('button', { name: 'You and settings' }).click();
  await page.getByRole('menu').getByText('Profile and devices').click();
  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByLabel('Role of Hopper').selectOption('Admin');
  await page.getByRole('tab', { name: 'Bots' }).click();
  await page.getByLabel('Name of a new bot').fill('Relay');
  await page.getByRole('button', { name: 'Make a bot' }).click();
  const token = page.getByRole('region', { name: 'The token of Relay' }).getByRole('code');
  const first = await token.textContent();
  await page.getByRole('button', { name: 'New token for Relay' }).click();
  await page.getByRole('button', { name: 'Make a new token' }).click();
  await expect(token).not.toHaveText(first ?? '');
  await page.getByRole('tab', { name: 'Roles' }).click();
  await expect(page.getByLabel('Role of Hopper')).toHaveValue('admin');
  await context.close();
});

test('Somebody signs out a device that they no longer have', async ({ browser, server }) => {
  const [here, there] = [
    await browser.newContext({ baseURL: server.url }),
    await browser.newContext({ baseURL: server.url }),
  ];
  const page = await here.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill('Edith');
  await page.getByLabel('Email').fill('edith@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('button', { name: 'You and settings' })).toBeVisible();
  const lost = await there.newPage();
  await lost.goto('/');
  await lost.getByRole('button', { name: 'Sign in' }).click();
  await lost.getByLabel('Email').fill('edith@example.org');
  await lost.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await lost.getByLabel('Password', { exact: true }).press('Enter');
  await expect(lost.getByRole('button', { name: 'You and settings' })).toBeVisible();

  await page.getByRole('button', { name: 'You and settings' }).click();
  await page.getByRole('menu').getByText('Profile and devices').click();
  await page.getByRole('tab', { name: 'Devices' }).click();
  const devices = page.getByRole('list', { name: 'Devices' });
  await expect(devices.getByRole('listitem')).toHaveCount(2);
  await devices.getByRole('button', { name: /^Sign out / }).click();
  await expect(devices.getByRole('listitem')).toHaveCount(1);
  // The other one is back at the door, without a reload.
  await expect(lost.getByLabel('Your name')).toBeVisible();
  await expect(page.getByText('This device')).toBeVisible();
  await here.close();
  await there.close();
});

test('A new name takes nothing back of what was changed in another tab', async ({ arrive }) => {
  const ada = await arrive('Ada');
  const first = await ada.newTab();
  await ada.chooseSetting('Profile and devices');
  await ada.page.getByLabel('Status').fill('On leave');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(ada.page.getByText('Saved.')).toBeVisible();
  ada.page = first;
  await ada.chooseSetting('Profile and devices');
  await ada.page.getByLabel('Your name').fill('Ada Byron');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(ada.page.getByText('Saved.')).toBeVisible();
  await expect(ada.page.getByLabel('Status')).toHaveValue('On leave');
  await ada.page.keyboard.press('Escape');
  await expect(ada.people.getByRole('listitem').filter({ hasText: 'Ada Byron' })).toContainText('On leave');
});

test('Who signs out without a line is told that they are still signed in', async ({ arrive }) => {
  const ada = await arrive('Ada');
  await ada.network.cut();
  await ada.chooseSetting('Sign out');
  await expect(ada.page.getByText('you’re still signed in')).toBeVisible();
  await ada.network.restore();
  await ada.chooseSetting('Sign out');
  await expect(ada.page.getByLabel('Your name')).toBeVisible();
});

test('Who signs out in one tab leaves nothing on the screen of another', async ({ arrive }) => {
  const ada = await arrive('Ada');
  await ada.send('Between us');
  const first = await ada.newTab();
  await expect(ada.message('Between us')).toBeVisible();
  await first.getByRole('button', { name: 'You and settings' }).click();
  await first.getByRole('menu').getByText('Sign out').click();
  for (const tab of [first, ada.page]) await expect(tab.getByLabel('Your name')).toBeVisible();
  await expect(ada.page.getByText('Between us')).toHaveCount(0);
});
