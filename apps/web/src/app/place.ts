/** The name of the place people join. */
export const PLACE = 'Confab';
