import {homedir} from 'node:os'
import {join} from 'node:path'
import {bool, checked, int, standardDuration, string, stringArray} from './flag.ts'
import {checkVmodule} from './vmodule.ts'

/** The flags that every command takes. */
export const globalFlags = {
  as: string({usage: 'Act as this user; a service account is system:serviceaccount:NAMESPACE:NAME.'}),
  'as-group': stringArray({usage: 'Act as a member of this group; may be given several times.'}),
  'as-uid': string({usage: 'Act with this UID.'}),
  'cache-dir': string({
    default: join(process.env['HOME'] ?? homedir(), '.kube', 'cache'),
    usage: 'Folder in which discovery is cached.',
  }),
  'certificate-authority': string({usage: "File with the certificates that vouch for the server's."}),
  'client-certificate': string({usage: 'File with the client certificate for TLS.'}),
  'client-key': string({usage: 'File with the private key of the client certificate.'}),
  cluster: string({usage: 'The cluster of the kubeconfig to talk to, or one of the embedded clusters.'}),
  context: string({usage: 'The context of the kubeconfig to use.'}),
  'disable-compression': bool({usage: 'Ask the server for uncompressed answers.'}),
  'insecure-skip-tls-verify': bool({
    usage: "Do not check the server's certificate. Whoever sits in between can then read and change everything.",
  }),
  kubeconfig: string({usage: 'The kubeconfig file to use.'}),
  kuberc: string({
    hidden: true,
    usage: 'File of preferences; KUBECTL_KUBERC=false in the environment or KUBERC=off turns preferences off.',
  }),
  'log-flush-frequency': standardDuration({default: 5000, usage: 'At most this long between two flushes of the log.'}),
  'match-server-version': bool({usage: "Refuse to work with a server whose version is not the client's."}),
  namespace: string({short: 'n', usage: 'The namespace to work in.'}),
  password: string({usage: 'Password for basic authentication.'}),
  profile: string({
    default: 'none',
    usage: 'Profile to record: none, cpu, heap, goroutine, threadcreate, block or mutex.',
  }),
  'profile-output': string({default: 'profile.pprof', usage: 'File for the recorded profile.'}),
  'request-timeout': string({
    default: '0',
    usage: 'How long a single request may take, such as 1s, 2m or 3h; zero means for ever.',
  }),
  server: string({short: 's', usage: 'Address and port of the API server.'}),
  'tls-server-name': string({usage: "Name that the server's certificate must carry, if not the host's."}),
  token: string({usage: 'Bearer token to authenticate with.'}),
  user: string({usage: 'The user of the kubeconfig to be.'}),
  username: string({usage: 'User name for basic authentication.'}),
  v: int({short: 'v', usage: 'How much to log.'}),
  vmodule: checked(checkVmodule, {usage: 'Comma-separated pattern=N settings for logging by file.'}),
  'warnings-as-errors': bool({usage: "Take the server's warnings for errors and exit with a code that is not zero."}),
}
