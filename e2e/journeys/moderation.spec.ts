import { expect, test } from '../fixtures/index.ts';
import type { Person } from '../fixtures/person.ts';

/** Makes somebody's room, and goes there with everybody. */
async function ownRoom(owner: Person, ...others: Person[]): Promise<void> {
  await owner.rooms.getByRole('button', { name: 'New room' }).click();
  const dialog = owner.page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Workshop');
  await dialog.getByRole('button', { name: /Create/ }).click();
  await expect(owner.page).toHaveURL(/\/r\/workshop$/);
  for (const other of others) await other.openRoom('workshop');
}

/** Opens the menu of somebody in the list of people, and chooses from it. */
async function chooseFor(person: Person, name: string, item: string): Promise<void> {
  await person.people.getByRole('listitem').filter({ hasText: name }).hover();
  await person.people.getByRole('button', { name: `Actions for ${name}` }).click();
  await person.page.getByRole('menuitem', { name: item }).click();
}

test('a moderator removes a message, mutes its author, lifts that, and bans them', async ({
  twoUsers: { ada, ben },
}) => {
  await ownRoom(ada, ben);
  await ben.send('Buy cheap watches');
  await ada.act('Buy cheap watches', 'Delete');
  const asked = ada.page.getByRole('dialog', { name: 'Delete this message?' });
  await asked.getByRole('button', { name: 'Delete' }).click();
  for (const person of [ada, ben]) await expect(person.message('Removed by a moderator')).toBeVisible();

  await chooseFor(ada, 'Ben', 'Mute…');
  const mute = ada.page.getByRole('dialog', { name: 'Mute Ben?' });
  await mute.getByRole('button', { name: 'Mute' }).click();
  await expect(mute.getByText('Write a reason first.')).toBeVisible();
  await mute.getByLabel('Reason').fill('Enough for today');
  await mute.getByRole('button', { name: 'Mute' }).click();
  await expect(ben.page.getByText(/You’re muted here until .* Reason: Enough for today\./)).toBeVisible();
  await expect(ben.composer).toHaveCount(0);

  await ada.page.getByRole('button', { name: 'Room actions' }).click();
  await ada.page.getByRole('menuitem', { name: 'Moderation' }).click();
  await ada.page.getByRole('tab', { name: 'Muted and banned' }).click();
  await ada.page.getByRole('button', { name: 'Lift the mute of Ben' }).click();
  await expect(ben.composer).toBeVisible();
  await ada.page.getByRole('tab', { name: 'Log' }).click();
  await expect(ada.page.getByText('Ben write again in')).toBeVisible();
  await ada.page.keyboard.press('Escape');

  await chooseFor(ada, 'Ben', 'Ban from the room…');
  const ban = ada.page.getByRole('dialog', { name: 'Ban Ben from Workshop?' });
  await ban.getByLabel('Reason').fill('Spam');
  await ban.getByRole('button', { name: 'Ban', exact: true }).click();
  const told = ben.page.getByText('You’re banned from this room until somebody lifts it. Reason: Spam.');
  await expect(told).toBeVisible();
  await ben.page.reload();
  await expect(told).toBeVisible();
});

test('a report reaches the moderators, who deal with it; nobody else hears of it', async ({
  twoUsers: { ada, ben },
  arrive,
}) => {
  const cem = await arrive('Cem');
  await ownRoom(ada, ben, cem);
  await ben.send('Something unkind');
  await cem.act('Something unkind', 'Report…');
  const form = cem.page.getByRole('dialog', { name: 'Report this message' });
  await form.getByLabel('What’s wrong with it?').fill('Unkind');
  await form.getByRole('button', { name: 'Report' }).click();
  await expect(cem.page.getByText('Reported.')).toBeVisible();
  await expect(cem.message('Something unkind')).toBeFocused();

  await ada.page.getByRole('button', { name: 'Moderation, 1 report waiting' }).click();
  const overview = ada.page.getByRole('dialog', { name: 'Moderation' });
  await expect(overview.getByText('“Unkind”')).toBeVisible();
  await expect(overview).toContainText('Something unkind');
  await overview.getByRole('button', { name: 'Delete message' }).click();
  await expect(overview.getByText('No reports wait.')).toBeVisible();
  await ada.page.keyboard.press('Escape');
  await expect(ada.page.getByRole('button', { name: /^Moderation/ })).toHaveCount(0);
  await expect(ben.message('Removed by a moderator')).toBeVisible();
  await expect(ben.page.getByRole('button', { name: /^Moderation/ })).toHaveCount(0);
});

test('a mute lasts as long as it was meant to where the moderator’s clock is wrong', async ({
  twoUsers: { ada, ben },
}) => {
  await ada.page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() - 2 * 3_600_000;
  });
  await ada.page.reload();
  await ownRoom(ada, ben);
  await chooseFor(ada, 'Ben', 'Mute…');
  const mute = ada.page.getByRole('dialog', { name: 'Mute Ben?' });
  await mute.getByLabel('Reason').fill('Enough for today');
  await mute.getByRole('button', { name: 'Mute' }).click();
  await expect(ben.page.getByText(/You’re muted here until .* Reason: Enough for today\./)).toBeVisible();
});

test('what somebody opened by their role closes when they lose it, and with the room', async ({
  twoUsers: { ada, ben },
  room,
}) => {
  await ownRoom(ada, ben);
  await chooseFor(ada, 'Ben', 'Make moderator');
  const actions = ben.page.getByRole('button', { name: 'Room actions' });
  await actions.click();
  await ben.page.getByRole('menuitem', { name: 'Moderation' }).click();
  const dialog = ben.page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await chooseFor(ada, 'Ben', 'No longer moderator');
  await expect(ben.page.getByText('That’s no longer yours to moderate.')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(actions).toBeFocused();

  await actions.click();
  await ben.page.getByRole('menuitem', { name: 'Leave room…' }).click();
  await expect(dialog).toBeVisible();
  await chooseFor(ada, 'Ben', 'Remove from the room…');
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(ben.page.getByText('You’re no longer in this room.')).toBeVisible();
  await ben.rooms.getByRole('link', { name: room.name }).click();
  await expect(ben.composer).toBeVisible();
  await expect(dialog).toHaveCount(0);
});
