#include "plan.h"

#include <stdio.h>
#include <stdlib.h>

#include "text.h"

#define MAX_FIELDS 32

static char *unescaped(const char *field) {
  char *text = malloc(strlen(field) + 1), *end = text;
  for (const char *at = field; *at; at++) {
    if (*at != '\\') {
      *end++ = *at;
      continue;
    }
    at++;
    *end++ = *at == 'n' ? '\n' : *at == 'r' ? '\r' : *at == 't' ? '\t' : '\\';
  }
  *end = 0;
  return text;
}

static Mode mode_of(const char *name) {
  static const char *const names[] = {"window", "lockstep", "paced", "acked", "idle", "connect", "join"};
  for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
    if (strcmp(name, names[i]) == 0) return (Mode)i;
  fail("plan: no mode is called %s", name);
}

static Step step_of(const char *field) {
  StepKind kind = *field == '>' ? STEP_SEND : *field == '<' ? STEP_EXPECT : STEP_GATE;
  return (Step){.kind = kind, .text = unescaped(field + 1)};
}

static void add_connection(Plan *plan, char **fields, int count) {
  if ((plan->connection_count & (plan->connection_count - 1)) == 0) {
    size_t room = plan->connection_count ? 2 * (size_t)plan->connection_count : 1;
    plan->connections = realloc(plan->connections, room * sizeof *plan->connections);
  }
  PlannedConnection *connection = &plan->connections[plan->connection_count++];
  *connection = (PlannedConnection){
      .room = atoi(fields[1]),
      .sends = atoi(fields[2]) != 0,
      .path = unescaped(fields[3]),
      .headers = unescaped(fields[4]),
      .message = unescaped(fields[5]),
      .steps = calloc((size_t)count, sizeof(Step)),
  };
  for (int i = 6; i < count; i++) connection->steps[connection->step_count++] = step_of(fields[i]);
  if (connection->room >= plan->room_count) plan->room_count = connection->room + 1;
}

static void set(Plan *plan, char **fields, int count) {
  const char *name = fields[0], *value = fields[1];
  if (strcmp(name, "port") == 0) plan->port = atoi(value);
  else if (strcmp(name, "mode") == 0) plan->mode = mode_of(value);
  else if (strcmp(name, "seconds") == 0) plan->seconds = atof(value);
  else if (strcmp(name, "warmup") == 0) plan->warmup = atof(value);
  else if (strcmp(name, "rate") == 0) plan->rate = atof(value);
  else if (strcmp(name, "window") == 0) plan->window = atoi(value);
  else if (strcmp(name, "opening") == 0) plan->opening = atoi(value);
  else if (strcmp(name, "ids") == 0) plan->random_ids = strcmp(value, "random") == 0;
  else if (strcmp(name, "body") == 0) plan->body_bytes = atoi(value);
  else if (strcmp(name, "ack") == 0) plan->ack = unescaped(value);
  else if (strcmp(name, "error") == 0) plan->error = unescaped(value);
  else if (strcmp(name, "pid") == 0 && plan->pid_count < MAX_PIDS) plan->pids[plan->pid_count++] = atoi(value);
  else if (strcmp(name, "watch") == 0 && plan->watched_count < MAX_WATCHED)
    plan->watched[plan->watched_count++] = unescaped(value);
  else if (strcmp(name, "keepalive") == 0 && count == 3) plan->ping = unescaped(value), plan->pong = unescaped(fields[2]);
  else fail("plan: cannot read the line that begins with %s", name);
}

Plan read_plan(const char *file) {
  FILE *input = fopen(file, "r");
  if (!input) fail("plan: cannot open %s", file);
  Plan plan = {.opening = 200, .window = 1, .body_bytes = 150, .seconds = 5};
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, input) > 0) {
    line[strcspn(line, "\n")] = 0;
    char *fields[MAX_FIELDS], *rest = line;
    int count = 0;
    for (char *field; count < MAX_FIELDS && (field = strsep(&rest, "\t")) != NULL;) fields[count++] = field;
    if (count < 2) continue;
    if (strcmp(fields[0], "connection") == 0 && count >= 6) add_connection(&plan, fields, count);
    else set(&plan, fields, count);
  }
  free(line);
  fclose(input);
  return plan;
}
