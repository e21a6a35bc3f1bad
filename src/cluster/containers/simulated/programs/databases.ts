import {timestamp} from '../../../runtime/clock.ts'
import {idle} from './idle.ts'
import type {ProgramHost, StartProgram} from './program.ts'

interface DatabaseOptions {
  /** What its entrypoint says before it gives up, for want of a setting. */
  refuses?(host: ProgramHost): string | undefined
  /** Its log's first lines. */
  banner(host: ProgramHost): string[]
  ports: number[]
}

/** A server that opens its ports and tells its log, but keeps nothing. */
const database =
  ({refuses, banner, ports}: DatabaseOptions): StartProgram =>
  host => {
    const refusal = refuses?.(host)
    if (refusal !== undefined) {
      host.stderr(refusal)
      host.exit(1)
      return {signal: () => {}}
    }
    host.stdout(banner(host).join('\n').concat('\n'))
    return idle(0, undefined, ports)(host)
  }

const isSet = ({env}: ProgramHost, names: string[]): boolean => names.some(name => env[name])

/** `2024-09-26 21:31:42` */
const dateAndTime = (host: ProgramHost): string => timestamp(host.now()).replace('T', ' ').slice(0, 19)

const rootSecret = (prefix: string): string[] =>
  ['ROOT_PASSWORD', 'ROOT_PASSWORD_FILE', 'ALLOW_EMPTY_PASSWORD', 'RANDOM_ROOT_PASSWORD'].map(
    name => `${prefix}_${name}`,
  )

export const mysql = database({
  refuses: host =>
    isSet(host, rootSecret('MYSQL'))
      ? undefined
      : `${dateAndTime(host)}+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD\n    - MYSQL_RANDOM_ROOT_PASSWORD\n`,
  banner: host => [
    `${dateAndTime(host)}+00:00 [Note] [Entrypoint]: Entrypoint script for MySQL Server started.`,
    `${dateAndTime(host)}+00:00 [Note] [Entrypoint]: MySQL init process done. Ready for start up.`,
    `${timestamp(host.now()).replace('Z', '.000000Z')} 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.`,
  ],
  ports: [3306, 33060],
})

export const mariadb = database({
  refuses: host =>
    isSet(host, [...rootSecret('MARIADB'), ...rootSecret('MYSQL'), 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD'])
      ? undefined
      : `${dateAndTime(host)}+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD\n`,
  banner: host => [
    `${dateAndTime(host)}+00:00 [Note] [Entrypoint]: Entrypoint script for MariaDB Server started.`,
    `${dateAndTime(host)} 0 [Note] mariadbd: ready for connections.`,
    "Socket: '/run/mysqld/mysqld.sock'  port: 3306  mariadb.org binary distribution",
  ],
  ports: [3306],
})

export const postgres = database({
  refuses: host =>
    isSet(host, ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE']) || host.env['POSTGRES_HOST_AUTH_METHOD'] === 'trust'
      ? undefined
      : 'Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value for the\n       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".\n\n       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all\n       connections without a password. This is *not* recommended.\n\n       See PostgreSQL documentation about "trust":\n       https://www.postgresql.org/docs/current/auth-trust.html\n',
  banner: host => [
    '',
    'PostgreSQL init process complete; ready for start up.',
    '',
    `${dateAndTime(host)}.000 UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432`,
    `${dateAndTime(host)}.000 UTC [1] LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"`,
    `${dateAndTime(host)}.000 UTC [1] LOG:  database system is ready to accept connections`,
  ],
  ports: [5432],
})

export const mongo = database({
  banner: host => {
    const line = (id: number, message: string, attributes = ''): string =>
      `{"t":{"$date":"${new Date(host.now()).toISOString().replace('Z', '+00:00')}"},"s":"I",  "c":"NETWORK",  "id":${id},   "ctx":"listener","msg":"${message}"${attributes}}`
    return [
      line(23015, 'Listening on', ',"attr":{"address":"0.0.0.0"}'),
      line(23016, 'Waiting for connections', ',"attr":{"port":27017,"ssl":"off"}'),
    ]
  },
  ports: [27017],
})

export const rabbitmq = database({
  banner: host => [
    '',
    '  ##  ##      RabbitMQ',
    '  ##  ##',
    '  ##########  Copyright (c) 2007-2024 Broadcom Inc and/or its subsidiaries',
    '',
    '  Starting broker... completed with 4 plugins.',
    `${dateAndTime(host)}.000000+00:00 [info] <0.9.0> Server startup complete; 4 plugins started.`,
  ],
  ports: [5672, 15672],
})
