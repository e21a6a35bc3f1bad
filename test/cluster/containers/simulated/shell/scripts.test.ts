import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../../src/cluster/containers/container.ts'
import {runContainer, runScript} from '../../../../support/run-script.ts'

const nobody = {runAsUser: 1001, runAsGroup: 2000, supplementalGroups: [3000]}

const scripts: {name: string; given: string; config?: Partial<ContainerConfig>; expected: string; exitCode?: number}[] =
  [
    {name: 'a shell runs in a shell', given: 'sh -c "echo a; exit 3"; echo $?', expected: 'a\n3\n'},
    {
      name: 'xargs and find run commands',
      given: 'echo a | xargs echo b; find /etc/hostname -exec cat {} \\;',
      expected: 'b a\np\n',
    },
    {name: 'env sets and clears', given: "env A=1 sh -c 'echo $A'; env -i B=2 env | grep -v PWD", expected: '1\nB=2\n'},
    {
      name: 'awk minds its own variables',
      given: `echo a:b | awk -F: -v OFS=- '{$1=$1}1'; echo a b | awk -vORS='|' -v x=7 '{print $2 x}'; echo; echo a,b | awk -v FS=, -v 'OFS=\\t' '{print $1,$2}'`,
      expected: 'a-b\nb7|\na\tb\n',
    },
    {
      name: 'traces show what was written, not what is done about it',
      given: 'set -x; for i in 1 2; do echo $i; done; sleep 1 & wait $!; kill -0 1',
      expected: '1\n+ echo 1\n2\n+ echo 2\n+ wait 7\n+ kill -0 1\n',
    },
    {
      name: 'traces go where the shell’s errors do, wherever the command’s lead',
      given: 'set -x; ls /absent 2>/tmp/e; echo a >/tmp/f 2>&1; set +x; cat /tmp/f',
      expected: '+ ls /absent\n+ echo a\n+ set +x\na\n',
    },
    {
      name: 'agnhost tells in a word why nothing answers',
      given:
        '/agnhost connect --timeout=3s 127.0.0.1:81; /agnhost connect nobody:80; /agnhost connect 127.0.0.1; /agnhost connect --timeout=2s 192.0.2.1:80; echo $?',
      config: {image: 'registry.k8s.io/e2e-test-images/agnhost:2.56'},
      expected:
        'REFUSED\nDNS: lookup nobody on 10.96.0.10:53: no such host\nUNKNOWN: address 127.0.0.1: missing port in address\nTIMEOUT\n1\n',
    },
    {
      name: 'cp knows what people write',
      given:
        'mkdir -p -m 750 /a/b /c; stat -c %a /a/b; echo 1 >/a/b/1; echo 2 >/c/2; cp -a /a/b/. /c; cp -rf /a /c/; cp -fv /a/b/1 /c/3; cp -t /c -- /a/b/1; echo 4 >/c/1; cp --update=none /a/b/1 /c/1; cat /c/1; cp -Rp /a/. /c; find /c | sort | xargs',
      expected: "750\n'/a/b/1' -> '/c/3'\n4\n/c /c/1 /c/2 /c/3 /c/a /c/a/b /c/a/b/1 /c/b /c/b/1\n",
    },
    {
      name: 'a yes ends with those who read of it',
      given:
        'yes | head -n 2; yes n | while read answer; do echo "said: $answer"; break; done; yes ab | head -c 200000 | wc -c; set -o pipefail; yes | head -1 || echo $?',
      expected: 'y\ny\nsaid: n\n200000\ny\n141\n',
    },
    {
      name: 'tail begins where it is told to',
      given:
        "printf 'abc\\ndef\\n' >/f; tail -c +5 /f; tail -c+1 /f; head -c 3 /dev/zero | tail --bytes=+2 | wc -c; tail -c 4 /f; tail -c+2 /absent 2>/dev/null; echo $?",
      expected: 'def\nabc\ndef\n2\ndef\n1\n',
    },
    {
      name: 'xargs and grep know theirs',
      given:
        "printf 'a b\\nc\\n' | xargs -n1 echo x; printf 'a b\\nc\\n' | xargs -I{} -P2 echo y {}; printf 'a b\\nc\\n' | xargs -L1 echo z; grep -s a /absent; echo $?",
      expected: 'x a\nx b\nx c\ny a b\ny c\nz a b\nz c\n2\n',
    },
    {
      name: 'an assignment succeeds, whatever was before it',
      given:
        'set -e; [[ -f /absent ]] && A=1; B=2; C=(a "$B"); C+=(c); D=$((B + 1)); false || E=5; true && [[ -f /absent ]] && A=1 || H=6; echo "$B ${C[*]} $D $E $H $?"; rc() { return 3; }; rc || F=$?; echo $F; G=$(exit 4) || echo $?',
      expected: '2 a 2 c 3 5 6 0\n3\n4\n',
    },
    {
      name: 'an assignment of nothing ends a script that wants no unset names',
      given: 'set -u; A=$ABSENT; echo on',
      config: {image: 'debian:12'},
      expected: 'bash: ABSENT: unbound variable\n',
      exitCode: 1,
    },
    {
      name: 'the kernel tells what a container is held to',
      given:
        'cat /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu.weight /sys/fs/cgroup/memory.max; mount -t cgroup2; grep Seccomp: /proc/self/status; cat /proc/1/oom_score_adj',
      config: {limits: {cpuMillis: 5, cpuShares: 1024}, oomScoreAdjust: 900, seccomp: true},
      expected:
        '1000 100000\n39\nmax\ncgroup on /sys/fs/cgroup type cgroup2 (ro,nosuid,nodev,noexec,relatime)\nSeccomp:\t2\n900\n',
    },
    {
      name: 'a user of the image is in its groups',
      given: 'id -G; grep user-defined /etc/passwd',
      config: {image: 'registry.k8s.io/e2e-test-images/agnhost:2.56', runAsUser: 1000, supplementalGroups: [60000]},
      expected: '1000 50000 60000\nuser-defined-in-image:x:1000:1000::/home/user-defined-in-image:/bin/sh\n',
    },
    {
      name: 'traps call the script’s functions',
      given:
        'bye() { echo "bye $x"; }; term() { echo term; exit 3; }; trap bye EXIT; trap term TERM; x=1; kill -TERM $$; sleep 1; echo no',
      expected: 'term\nbye 1\n',
      exitCode: 3,
    },
    {
      name: 'and its end does, too',
      given: 'bye() { echo "bye $x"; }; trap bye EXIT; x=1',
      expected: 'bye 1\n',
    },
    {name: 'nohup and nice run on', given: 'nohup echo a; nice -n 5 echo b', expected: 'a\nb\n'},
    {name: 'a command in time ends as it does', given: 'timeout 5 sh -c "sleep 2; exit 4"; echo $?', expected: '4\n'},
    {
      name: 'a command out of time leaves what it said',
      given: 'x=$(timeout 5 sh -c "echo a; sleep 9; echo b"); echo $? $x',
      expected: '143 a\n',
    },
    {name: 'timeout kills where it is to', given: 'timeout -s KILL 1 sleep 5; echo $?', expected: '137\n'},
    {
      name: 'a followed file is let go in time',
      given: 'echo a > /f; timeout 3 tail -f /f; echo $?',
      expected: 'a\n143\n',
    },
    {name: 'GNU says 124', given: 'timeout 1 sleep 5; echo $?', config: {image: 'debian:12'}, expected: '124\n'},
    {
      name: 'compresses, and takes it back',
      given: 'echo hello > /tmp/a; gzip -c /tmp/a > /tmp/b; gunzip -c < /tmp/b; gzip /tmp/a; zcat /tmp/a.gz; ls /tmp',
      expected: 'hello\nhello\na.gz\nb\n',
    },
    {
      name: 'has the groups of its image, if they are not only those that are given',
      given: 'id -G',
      config: {runAsUser: 0, supplementalGroups: [3000], hasGivenGroupsOnly: true},
      expected: '0 3000\n',
    },
    {
      name: 'takes links away, not what they lead to',
      given: 'cd /tmp; mkdir b; touch b/f; ln -s b c; ln -s nowhere d; rm -f c d f; ls; rm b; rm -r b; ls',
      expected: "b\nrm: can't remove 'b': Is a directory\n",
    },
    {
      name: 'files belong to who made them',
      given: 'id; touch /tmp/a; mkdir /tmp/b; ln -s a /tmp/c; chmod 640 /tmp/a; ls -l /tmp',
      config: nobody,
      expected:
        'uid=1001 gid=2000 groups=2000,3000\ntotal 4\n-rw-r-----    1 1001     2000             0 Jan  1 00:00 a\ndrwxr-xr-x    2 1001     2000          4096 Jan  1 00:00 b\nlrwxrwxrwx    1 1001     2000             1 Jan  1 00:00 c -> a\n',
    },
    {
      name: 'root gives files away',
      given: 'touch /a; chown nobody:10 /a; stat -c "%U:%G %u:%g %a %n" /a; ls -ln /a',
      expected: 'nobody:wheel 65534:10 644 /a\n-rw-r--r--    1 65534    10               0 Jan  1 00:00 /a\n',
    },
    {
      name: 'others do not',
      given: 'touch /tmp/a; chown 0 /tmp/a; echo $?',
      config: nobody,
      expected: 'chown: /tmp/a: Operation not permitted\n1\n',
    },
    {
      name: 'GNU’s columns are as wide as they must be',
      given: 'cd /tmp; printf 12345 > five; ls -l; ls -l absent; echo $?',
      config: {image: 'debian:12'},
      expected:
        "total 4\n-rw-r--r-- 1 root root 5 Jan  1 00:00 five\nls: cannot access 'absent': No such file or directory\n2\n",
    },
    {
      name: 'what is in no list is missing',
      given: 'ls -l /absent',
      expected: 'ls: /absent: No such file or directory\n',
      exitCode: 1,
    },
  ]

describe('a script in a container', () => {
  for (const {name, given, config, expected, exitCode = 0} of scripts)
    it(name, async () => assert.deepEqual(await runScript(given, config), {output: expected, exitCode}))
})

describe('tar in a container', () => {
  const archives: {
    name: string
    given: string
    config?: Partial<ContainerConfig>
    expected: string
    exitCode?: number
  }[] = [
    {
      name: 'takes links as they are, and owners, modes and long names',
      given: `cd /tmp; mkdir -p a/b; echo x > a/b/f; chmod 600 a/b/f; ln -s /etc/passwd a/l; ln -s nowhere a/n; touch a/${'long'.repeat(30)}; tar cf - a | tar xf - -C /home; cat /home/a/b/f; stat -c %a /home/a/b/f; readlink /home/a/l /home/a/n; ls /home/a | wc -l`,
      expected: 'x\n600\n/etc/passwd\nnowhere\n4\n',
    },
    {
      name: 'says where it cannot unpack',
      given: 'tar cf - /etc/hostname 2>/dev/null | tar xf - -C /absent; echo $?',
      expected: "tar: can't change directory to '/absent': No such file or directory\n1\n",
    },
  ]
  for (const {name, given, config, expected, exitCode = 0} of archives)
    it(name, async () => assert.deepEqual(await runScript(given, config), {output: expected, exitCode}))
})

describe('a shell that is called by its path', () => {
  it('says so when it complains', async () => {
    const command = ['/bin/sh', '-c', 'echo test > /file; sleep 240']

    const {output} = await runContainer({command, readOnlyRootFilesystem: true})

    assert.equal(output, "/bin/sh: can't create /file: Read-only file system\n")
  })
})

describe('agnhost mounttest', () => {
  const image = 'registry.k8s.io/e2e-test-images/agnhost:2.56'
  const mount = (hostPath: string, more: object = {}) => ({containerPath: '/v', hostPath, readOnly: false, ...more})

  it('tells of a volume in memory what it is and who owns it', async () => {
    const args = [
      'mounttest',
      '--fs_type=/v',
      '--new_file_0660=/v/f',
      '--file_perm=/v/f',
      '--file_owner=/v/f',
      '--file_mode=/v',
    ]
    const mounts = [mount('/var/lib/kubelet/pods/u/volumes/e/v', {tmpfs: true, fsGroup: 123})]

    const {output, exitCode} = await runContainer({image, args, mounts, runAsUser: 1001})

    assert.equal(
      output,
      'mount type of "/v": tmpfs\ncontent of file "/v/f": mount-tester new file\n\nmode of file "/v": dgtrwxrwxrwx\nperms of file "/v/f": -rw-rw----\nowner UID of "/v/f": 1001\nowner GID of "/v/f": 123\n',
    )
    assert.equal(exitCode, 0)
  })

  it('fails by what is not there', async () => {
    const {output, exitCode} = await runContainer({image, args: ['mounttest', '--file_content=/none']})

    assert.equal(output, 'error reading file content for "/none": no such file or directory\n')
    assert.equal(exitCode, 1)
  })

  it('looks again and again', async () => {
    const hostPath = '/var/lib/kubelet/pods/u/volumes/kubernetes.io~configmap/data'
    const volumes = {[hostPath]: {a: {content: 'one', mode: 0o400}}}
    const args = ['mounttest', '--break_on_expected_content=false', '--retry_time=5', '--file_content_in_loop=/v/a']

    const {output} = await runContainer({image, args, mounts: [mount(hostPath)]}, {volumes})

    assert.equal(output, 'content of file "/v/a": one\n'.repeat(3))
  })
})
