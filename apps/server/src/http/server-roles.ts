import type { ServerRole, User } from '@confab/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { ServerRoles } from '../accounts/server-roles.ts';
import type { People } from '../rooms/people.ts';
import type { Sessions } from '../rooms/sessions.ts';
import { askerOf } from './asker.ts';
import { parse } from './body.ts';
import { documented } from './route-docs.ts';

const change = v.strictObject({
  role: v.picklist(['owner', 'admin', 'member'], 'must be owner, admin or member'),
});

export interface ServerRoleRoutesOptions {
  people: People;
  roles: ServerRoles;
  sessions: Sessions;
}

/** `PATCH /api/users/:user`: what somebody may do on the server. */
export function registerServerRoles(app: FastifyInstance, { people, roles, sessions }: ServerRoleRoutesOptions): void {
  app.patch(
    '/api/users/:user',
    documented({
      tag: 'people',
      summary: 'Change what an account may do on the server; its owners only, and not their own',
      body: change,
      reply: '{user, role}',
      errors: ['invalid', 'forbidden', 'user_not_found', 'conflict'],
    }),
    async (request: FastifyRequest<{ Params: { user: string } }>): Promise<{ user: User; role: ServerRole }> => {
      const person = await askerOf(request, { people, sessions });
      const account = await roles.change(person, request.params.user, parse(change, request.body).role);
      return { user: account.user, role: account.role };
    },
  );
}
