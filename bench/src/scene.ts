/** Who is where: the same for all peers. */
export interface Scene {
  rooms: number;
  /** Connections of each room, each of a user of its own. */
  members: number;
  /** How many of them send. */
  senders: number;
  /** Messages that lie in each room before the load begins. Only asked of peers that keep messages. */
  history?: number;
  /** The members belong to the rooms already and come back. */
  returning?: boolean;
}

/** How many connections a scene has. */
export function connectionsOf(scene: Scene): number {
  return scene.rooms * scene.members;
}
