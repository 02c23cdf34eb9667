import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const PREFIX = '/api/docs';

/**
 * `GET /api/docs`: the HTTP API as a page, `/api/docs/json` as OpenAPI 3.1. Register it before the routes it describes:
 * from then on a route of the API that says nothing about itself is an error of the one who adds it.
 * @param version the server's
 */
export async function registerApiDocs(app: FastifyInstance, version: string): Promise<void> {
  app.addHook('onRoute', ({ method, schema, url }) => {
    const needsDocs = url.startsWith('/api/') && !url.startsWith(PREFIX);
    if (needsDocs && !(schema?.tags && schema.summary)) throw new Error(`${method} ${url} has no documentation`);
  });
  // Routes carry schemas for these pages alone: see route-docs.ts.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Confab',
        version,
        description:
          'Times are Unix milliseconds. Every error is {code, message}. Messages travel over the WebSocket at /ws.',
        license: { name: 'MIT' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'confab_session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    hideUntagged: true,
  });
  await app.register(swaggerUi, {
    routePrefix: PREFIX,
    theme: {
      title: 'Confab: HTTP API',
      // The bar asks for the address of another API.
      css: [{ filename: 'confab.css', content: '.topbar { display: none }' }],
    },
  });
}
