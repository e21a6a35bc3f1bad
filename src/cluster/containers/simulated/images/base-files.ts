import {directory, ownerOf, Tree, type TreeNode} from '../files/tree.ts'
import {executableText} from './executable-text.ts'
import type {ImageDefinition, ImageFamily} from './image.ts'

const busyboxApplets =
  'ash awk base64 basename cat chgrp chmod chown chroot clear cp cut date dd df diff dirname du echo egrep env expand expr false fgrep find fold free grep gunzip gzip head hexdump hostname httpd id ifconfig install ip kill killall less ln ls md5sum mkdir mktemp more mount mountpoint mv nc netstat nice nl nohup nproc nsenter nslookup od paste pgrep pidof ping pkill printenv printf ps pwd readlink realpath rev rm rmdir sed seq setsid sh sha1sum sha256sum sleep sort split stat strings stty sync sysctl tac tail tar tee telnet test time timeout top touch tr traceroute tree true tty umount uname uniq unexpand unzip uptime usleep vi watch wc wget which who whoami xargs yes zcat ['

const debianTools =
  'apt apt-get awk base64 basename bash cat chgrp chmod chown chroot clear comm cp cut date dd df diff dirname dpkg du echo egrep env expand expr false fgrep find fold getent grep gunzip gzip head hostname id install join kill ln ls md5sum mkdir mktemp more mount mountpoint mv nice nl nohup nproc nsenter od paste perl pgrep printenv printf ps pwd readlink realpath rev rm rmdir sed seq setsid sh sha1sum sha256sum sleep sort split stat stdbuf stty sync tac tail tar tee test timeout touch tr true tty umount uname unexpand uniq uptime wc which who whoami xargs yes zcat ['

const tools: Record<ImageFamily, {path: string; names: string[]}> = {
  busybox: {path: '/bin', names: busyboxApplets.split(' ')},
  alpine: {path: '/bin', names: [...busyboxApplets.split(' '), 'apk', 'getent']},
  debian: {path: '/usr/bin', names: debianTools.split(' ')},
  none: {path: '/bin', names: []},
}

const release: Record<ImageFamily, string | undefined> = {
  busybox: undefined,
  alpine: `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.2\nPRETTY_NAME="Alpine Linux v3.22"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n`,
  debian: `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"\n`,
  none: undefined,
}

const folders: Record<ImageFamily, string> = {
  busybox: 'bin dev etc home lib lib64 proc root sys tmp usr usr/bin usr/sbin var var/spool var/www',
  alpine:
    'bin dev etc home lib media mnt opt proc root run sbin srv sys tmp usr usr/bin usr/sbin usr/local usr/local/bin var var/log var/tmp',
  debian:
    'bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr usr/bin usr/sbin usr/lib usr/local usr/local/bin usr/local/sbin usr/share var var/cache var/lib var/log var/tmp',
  none: 'dev etc proc sys tmp',
}

/** When the layers of all images were made: the file times that `ls -l` shows. */
const built = Date.UTC(2024, 8, 26, 21, 31, 42)

/** A fresh tree with an image's files, each marked as the image's own. */
export function baseFiles(image: ImageDefinition): Tree {
  const tree = new Tree(directory(built))
  for (const folder of folders[image.family].split(' ')) tree.makeDirectory(folder, built)
  for (const folder of ['tmp', 'var/tmp']) tree.setMode(folder, 0o1777)
  tree.setMode('root', 0o700)
  const {path, names} = tools[image.family]
  for (const name of names) tree.write(`${path}/${name}`, executableText(`${path}/${name}`), built, 0o755)
  const folderOf = tree.at('var')
  if (/debian|alpine/.test(image.family) && folderOf?.type === 'directory')
    folderOf.children.set('run', {type: 'symlink', target: '/run', mode: 0o777, mtime: built})
  if (image.family === 'debian') {
    for (const folder of ['bin', 'sbin', 'lib'])
      tree.root.children.set(folder, {type: 'symlink', target: `usr/${folder}`, mode: 0o777, mtime: built})
  }
  for (const folder of image.folders ?? []) tree.makeDirectory(folder, built)
  for (const executable of image.executables ?? []) tree.write(executable, executableText(executable), built, 0o755)
  for (const [file, content] of Object.entries(image.files ?? {})) tree.write(file, content, built)
  const osRelease = release[image.family]
  if (osRelease) tree.write('/etc/os-release', osRelease, built)
  if (image.family === 'debian') tree.write('/etc/debian_version', '12.12\n', built)
  if (image.family === 'alpine') tree.write('/etc/alpine-release', '3.22.2\n', built)
  const {users = []} = image
  const accounts = users.map(({name, uid, gid}) => `${name}:x:${uid}:${gid}::/home/${name}:/bin/sh\n`).join('')
  tree.write('/etc/passwd', passwd(image.family) + accounts, built)
  const wheel = image.family === 'busybox' || image.family === 'alpine' ? 'wheel:x:10:root\n' : ''
  const nobody = image.family === 'debian' ? 'nogroup' : 'nobody'
  tree.write('/etc/group', `root:x:0:\n${wheel}${nobody}:x:65534:\n${groupLines(users)}`, built)
  if (image.workingDir) Object.assign(tree.makeDirectory(image.workingDir, built), ownerOf({uid: image.uid ?? 0}))
  markAsBase(tree.root)
  return tree
}

const groupLines = (users: NonNullable<ImageDefinition['users']>): string =>
  users
    .flatMap(({name, gid, groups = []}) => [
      `${name}:x:${gid}:\n`,
      ...groups.map(group => `${group.name}:x:${group.gid}:${name}\n`),
    ])
    .join('')

const passwd = (family: ImageFamily): string => {
  const shell = family === 'debian' ? '/bin/bash' : '/bin/sh'
  return `root:x:0:0:root:/root:${family === 'none' ? '/sbin/nologin' : shell}\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n`
}

/** Says of all that is in a folder that it was there from the start. */
export function markAsBase(node: TreeNode): void {
  node.base = true
  if (node.type === 'directory') for (const child of node.children.values()) markAsBase(child)
}
