import { register } from 'tsx/esm/api';

// For the server's writer thread, which Node starts outside of Vite. `--import tsx` would leave worker threads out.
register();
