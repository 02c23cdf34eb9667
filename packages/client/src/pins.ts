export { setPin } from './pin-api.ts';
export { watchPins } from './watch-pins.ts';
