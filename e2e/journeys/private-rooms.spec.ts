import { expect, type Person, test } from '../fixtures/index.ts';

async function makePrivateRoom(who: Person, name: string): Promise<void> {
  await who.rooms.getByRole('button', { name: 'New room' }).click();
  const dialog = who.page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('switch', { name: /Private/ }).click();
  await dialog.getByRole('button', { name: 'Create room' }).click();
  await expect(who.page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

test('a direct message arrives in the other’s list, and the answer comes back', async ({ twoUsers: { ada, ben } }) => {
  await ada.rooms.getByRole('button', { name: 'New message' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'New message' });
  await dialog.getByRole('combobox', { name: 'To' }).fill('ben');
  await expect(dialog.getByRole('option', { name: /Ben/ })).toBeVisible();
  const write = dialog.getByRole('button', { name: 'Write', exact: true });
  await expect(write).toBeDisabled();
  await ada.page.keyboard.press('Enter');
  await write.click();
  await expect(ada.page.getByRole('heading', { name: 'You and Ben.' })).toBeVisible();
  await expect(ben.rooms.getByRole('link', { name: /Ada/ })).toHaveCount(0);
  await ada.send('Between us');

  const direct = ben.rooms.getByRole('list', { name: 'Direct' });
  await direct.getByRole('link', { name: /online: Ada.*1 unread/ }).click();
  await expect(ben.message('Between us')).toBeVisible();
  await ben.send('Of course');
  await expect(ada.message('Of course')).toBeVisible();
  await expect(direct.getByText('unread')).toHaveCount(0);
});

test('an invite link leads into a private room, by way of the door where one is signed out', async ({
  twoUsers: { ada, ben },
}) => {
  await makePrivateRoom(ada, 'Surprise party');
  await ada.send('Not a word to Robin');
  await ada.page.getByRole('button', { name: 'Room actions' }).click();
  await ada.page.getByRole('menuitem', { name: 'Invite with a link' }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByLabel('It lets in').selectOption('one person');
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const link = new URL(await dialog.getByLabel('The link').inputValue());

  await ben.context.clearCookies();
  await ben.page.goto(link.pathname);
  await ben.page.getByLabel('Your name').fill('Cleo');
  await ben.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(ben.page.getByRole('heading', { name: 'Ada invites you to Surprise party.' })).toBeVisible();
  // A line that fails for a moment takes the way in away from nobody.
  await ben.page.route('**/api/invites/*', (route) => route.abort(), { times: 1 });
  await ben.page.getByRole('button', { name: 'Go in' }).click();
  await expect(ben.page.getByRole('alert')).toContainText('That didn’t work.');
  await ben.page.getByRole('button', { name: 'Go in' }).click();
  await expect(ben.message('Not a word to Robin')).toBeVisible();
  await expect(ada.people.getByText('Cleo')).toBeVisible();
});

test('somebody who is removed while they look at the room sees nothing of it any more', async ({
  twoUsers: { ada, ben },
}) => {
  await makePrivateRoom(ada, 'Budget');
  await ada.people.getByRole('button', { name: 'Add people' }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('ben');
  await dialog.getByRole('option', { name: /Ben/ }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await ben.rooms.getByRole('link', { name: /Budget/ }).click();
  await ada.send('The numbers');
  await expect(ben.message('The numbers')).toBeVisible();

  await ada.people.getByText('Ben').hover();
  await ada.people.getByRole('button', { name: 'Actions for Ben' }).click();
  await ada.page.getByRole('menuitem', { name: 'Remove from the room' }).click();
  await ada.page.getByRole('button', { name: 'Remove', exact: true }).click();

  await expect(ben.page.getByRole('heading', { name: 'You’re no longer in this room.' })).toBeVisible();
  await expect(ben.message('The numbers')).toHaveCount(0);
  await expect(ben.rooms.getByRole('link', { name: /Budget/ })).toHaveCount(0);
  await expect(ada.people.getByText('Ben')).toHaveCount(0);
  await ben.page.reload();
  await expect(ben.page.getByRole('heading', { name: 'There’s no room at this address.' })).toBeVisible();
});

test('whom to add is asked for again where the list of members did not come', async ({ twoUsers: { ada } }) => {
  await makePrivateRoom(ada, 'Budget');
  await expect(ada.people.getByText('1 member')).toBeVisible();
  await expect(ada.people.getByRole('listitem').filter({ hasText: 'You' })).toContainText('Owner');
  await ada.page.route('**/members', (route) => route.abort());
  await ada.people.getByRole('button', { name: 'Add people' }).click();
  const dialog = ada.page.getByRole('dialog');
  await expect(dialog.getByText('The server didn’t answer.')).toBeVisible();
  await ada.page.unroute('**/members');
  await dialog.getByRole('combobox').fill('ben');
  await expect(dialog.getByRole('option', { name: /Ben/ })).toBeVisible();
});
