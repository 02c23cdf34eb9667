import { expect, test } from '../fixtures/index.ts';

test('what is copied can be pasted, also where the browser has no clipboard for pages', async ({
  twoUsers: { ada },
}) => {
  // As on plain HTTP beyond localhost.
  await ada.page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }));
  await ada.page.reload();
  await ada.send('```\nlet it = be\n```');
  await ada.page.getByRole('button', { name: 'Copy code' }).click();
  await expect(ada.page.getByRole('button', { name: 'Copied' })).toBeFocused();
  await ada.composer.press('Control+v');
  await expect(ada.composer).toHaveValue('let it = be');

  await ada.rooms.getByRole('button', { name: 'New room' }).click();
  await ada.page.getByRole('dialog').getByLabel('Name').fill('Workshop');
  await ada.page
    .getByRole('dialog')
    .getByRole('button', { name: /Create/ })
    .click();
  await ada.page.getByRole('button', { name: 'Room actions' }).click();
  await ada.page.getByRole('menuitem', { name: /Invite/ }).click();
  const dialog = ada.page.getByRole('dialog', { name: /^Invite to/ });
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const link = await dialog.getByLabel('The link').inputValue();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeFocused();
  await ada.page.keyboard.press('Escape');
  await ada.composer.press('Control+v');
  await expect(ada.composer).toHaveValue(link);
});
