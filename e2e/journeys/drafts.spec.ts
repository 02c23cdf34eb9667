import { expect, test } from '../fixtures/index.ts';

test('a draft stays with its room and survives a reload', async ({ twoUsers: { ada }, room }) => {
  await ada.composer.fill('Half a thought');
  await ada.openRoom('general');
  await expect(ada.composer).toHaveValue('');
  await ada.composer.fill('Something for everybody');

  await ada.rooms.getByRole('link', { name: room.name }).click();
  await expect(ada.composer).toHaveValue('Half a thought');

  await ada.page.reload();
  await expect(ada.composer).toHaveValue('Half a thought');
  await ada.composer.press('Enter');
  await expect(ada.message('Half a thought')).toBeVisible();
  await ada.page.reload();
  await expect(ada.composer).toBeVisible();
  await expect(ada.composer).toHaveValue('');
});

test('what belongs to one room stays behind when one goes to another', async ({ twoUsers: { ada }, room }) => {
  const goTo = (name: string) => ada.rooms.getByRole('link', { name }).click();
  await ada.openRoom('general');
  await goTo(room.name);
  await test.step('undo brings nothing back from the other room', async () => {
    await ada.composer.pressSequentially('Not for everybody');
    await ada.composer.press('ControlOrMeta+a');
    await ada.composer.press('Delete');
    await goTo('general');
    await expect(ada.composer).toBeFocused();
    await ada.composer.press('ControlOrMeta+z');
    await expect(ada.composer).toHaveValue('');
  });

  await test.step('what one is about to pick closes', async () => {
    await goTo(room.name);
    await ada.composer.pressSequentially('@b');
    await expect(ada.page.getByRole('listbox')).toBeVisible();
    await ada.page.goBack();
    await expect(ada.page).toHaveURL(/\/r\/general$/);
    await expect(ada.page.getByRole('listbox')).toBeHidden();
    await ada.page.getByRole('button', { name: 'Emoji' }).click();
    await expect(ada.page.getByRole('dialog', { name: 'Choose an emoji' })).toBeVisible();
    await ada.page.goForward();
    await expect(ada.page).toHaveURL(new RegExp(`/r/${room.slug}$`));
    await expect(ada.page.getByRole('dialog', { name: 'Choose an emoji' })).toBeHidden();
  });

  await test.step('menus and people are those of the room', async () => {
    await ada.page.getByRole('button', { name: 'Room actions' }).click();
    await expect(ada.page.getByRole('menu')).toBeVisible();
    await ada.page.goBack();
    await expect(ada.page.getByRole('menu')).toBeHidden();
    await expect(ada.people.getByRole('heading', { name: 'About general' })).toBeVisible();
    for (const name of ['Attach files', 'Emoji', 'Room actions', 'Send'])
      await expect(ada.page.getByRole('button', { name, exact: true })).toHaveCount(1);
  });
});
