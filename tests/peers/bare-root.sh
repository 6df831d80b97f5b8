#!/usr/bin/env bash
# Runs both commands of README in a folder that holds a bare Debian 12, Node and a fresh clone, nothing else; then, as a
# user who may use sudo, what docs/install.md has in its sh blocks. Needs root and debootstrap, and a TMPDIR that is not
# mounted nosuid. SIPLADDER_MIRROR names another Debian mirror.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$(mktemp -d)
log=$root/install.log
netns=sipladder-bare-$$
mounted=()
cleanup() {
  [ "$?" = 0 ] || [ ! -f "$log" ] || tail -n 40 "$log"
  for folder in "${mounted[@]}"; do umount -R -l "$folder"; done
  ip netns delete "$netns" 2> /dev/null || true
  rm -rf "$root"
}
trap cleanup EXIT

mirror=${SIPLADDER_MIRROR:-$(sed -n 's/^ *\(deb .*\|URIs: \)\(https\?:[^ ]*\).*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | grep -v security | head -n 1 || true)}
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} > "$root.log" 2>&1 || { tail -n 20 "$root.log"; exit 1; }
rm -f "$root.log"
# Others than root come in, too.
chmod 0755 "$root"

# Node as this machine has it, where the archive of nodejs.org is unpacked: a bare Debian 12 has an older one.
node=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
cp "$node/bin/node" "$root/usr/local/bin/"
mkdir "$root/usr/local/lib/node_modules"
cp -r "$node/lib/node_modules/npm" "$root/usr/local/lib/node_modules/"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2> /dev/null || true
cp /etc/hosts "$root/etc/hosts" 2> /dev/null || true
npm config list --json > /dev/null
[ -f "$HOME/.npmrc" ] && cp "$HOME/.npmrc" "$root/root/.npmrc"
global=$(npm config get globalconfig)
[ -f "$global" ] && mkdir -p "$root/usr/local/etc" && cp "$global" "$root/usr/local/etc/npmrc"
# Where a registry is reached through certificates of the site's own.
if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
  mkdir -p "$root$(dirname "$NODE_EXTRA_CA_CERTS")" && cp -L "$NODE_EXTRA_CA_CERTS" "$root$NODE_EXTRA_CA_CERTS"
fi

git clone -q . "$root/sipladder"
for folder in proc dev; do
  mount --rbind --make-rslave "/$folder" "$root/$folder"
  mounted=("$root/$folder" "${mounted[@]}")
done

inside() {
  env -i TERM=xterm-256color CI=true \
    $(env | grep -E '^(npm_config_|NPM_CONFIG_|NODE_EXTRA_CA_CERTS=|https?_proxy=|HTTPS?_PROXY=|no_proxy=|NO_PROXY=)' || true) \
    "$@"
}

in_root() {
  inside HOME=/root PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin chroot "$root" bash -c "cd /sipladder && $1"
}

# As after a new login of that user.
as_user() {
  inside HOME="/home/$1" USER="$1" LOGNAME="$1" PATH=/usr/local/bin:/usr/bin:/bin \
    ${alone:+/usr/sbin/ip netns exec "$netns"} /usr/sbin/chroot "$root" setpriv --reuid "$1" --regid "$1" --init-groups bash -euc "cd /sipladder && $2"
}

show=$(sed -n 's/^ *\(npm ci && npm start -- -I samples\/.*\)$/\1/p' README.md | head -n 1)
check=$(sed -n 's/^ *\(npm ci && npm run check\)$/\1/p' README.md | head -n 1)
[ -n "$show" ] && [ -n "$check" ] || { echo 'README.md does not name its two commands'; exit 1; }
echo "$show --print dialogs"
in_root "$show --print dialogs" | tee "$root/shown"
grep -q 'INVITE' "$root/shown" || { echo 'no call was shown'; exit 1; }
echo "$check"
in_root "$check"

echo 'docs/install.md'
{
  in_root 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends sudo'
  # Nobody is there to say yes, or a password.
  printf '%s\n' 'APT::Get::Assume-Yes "true";' 'APT::Install-Recommends "false";' > "$root/etc/apt/apt.conf.d/yes"
  printf '%s\n' 'ada ALL=(root) NOPASSWD: ALL' 'Defaults env_keep += "npm_config_* NPM_CONFIG_* NODE_EXTRA_CA_CERTS"' \
    'Defaults env_keep += "http_proxy https_proxy HTTP_PROXY HTTPS_PROXY no_proxy NO_PROXY"' > "$root/etc/sudoers.d/ada"
  chmod 0440 "$root/etc/sudoers.d/ada"
  in_root 'useradd -m ada && useradd -m bob && rm -rf node_modules && chown -R ada: .'
  [ ! -f "$root/root/.npmrc" ] || in_root 'install -o ada -g ada -m 0600 /root/.npmrc /home/ada/.npmrc'
} > "$log" 2>&1

blocks=$root/blocks
mkdir "$blocks"
awk -v folder="$blocks" '/^```sh$/ { name = sprintf("%s/%02d", folder, ++n); next } /^```$/ { name = "" } name { print > name }' \
  docs/install.md
run_block() {
  sed 's/^/  /' "$1"
  # What was printed by a command that failed is in the log, too.
  as_user ada "$(cat "$1")" >> "$log" 2>&1
}
# The last one takes away what those before it installed.
last=$(find "$blocks" -type f | sort | tail -n 1)
for block in $(find "$blocks" -type f | sort | head -n -1); do run_block "$block"; done
expect() {
  [ "$2" = "$3" ] || { echo "$1: '$2' instead of '$3'"; exit 1; }
}
version="sipladder $(node -p 'require("./package.json").version')"
expect 'by name, by sudo, by paths, by the copy of Node' "$(grep -cx "$version" "$log")" 4
expect 'calls of the sample' "$(grep -c ' INVITE ' "$log" | sed 's/^[1-9].*/some/')" some

# Captures for real, on a loopback without other traffic; the recording belongs to who asked for it.
cat > "$root/srv/call.js" <<'END'
const socket = require('node:dgram').createSocket('udp4');
const lines = ['OPTIONS sip:b@b SIP/2.0', 'Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKa', 'Call-ID: a', 'CSeq: 1 OPTIONS'];
const message = [...lines, 'From: <sip:a@a>;tag=a', 'To: <sip:b@b>', '', ''].join('\r\n');
setInterval(() => socket.send(message, 5060, '127.0.0.1'), 100);
END
ip netns add "$netns"
ip -n "$netns" link set lo up
captured() {
  alone=1 as_user "$1" "cd && { node /srv/call.js & } && trap 'kill \$!' EXIT && timeout 30 $2 -d lo -O calls.pcap --count 1 -N;
    stat -c 'a file of %U, group %G' calls.pcap; rm -f calls.pcap"
}
expect 'captured with sudo' "$(captured ada 'sudo sipladder')" $'Dialog count: 1\na file of ada, group ada'
expect 'captured by the copy of Node' "$(captured ada sipladder-live)" $'Dialog count: 1\na file of ada, group ada'
expect 'captured as root' "$(captured ada 'sudo sipladder --user root')" $'Dialog count: 1\na file of root, group root'

# Whether a packet socket opens: AF_PACKET, SOCK_RAW, ETH_P_ALL.
opens='"$NODE" -e "
  const koffi = require(process.argv[1]);
  const socket = koffi.load(\"libc.so.6\").func(\"int socket(int, int, int)\");
  console.log(socket(17, 3, 0x300) < 0 ? \"closed\" : \"open\");
" "$(npm root -g)/sipladder/node_modules/koffi"'
copy=/usr/local/lib/sipladder/node
expect 'packets for the group' "$(as_user ada "NODE=$copy; $opens")" open
expect 'packets for Node as it is' "$(as_user ada "NODE=node; $opens")" closed
expect 'the copy for others' "$(as_user bob "[ -x $copy ] && echo runs || echo refused")" refused

run_block "$last"
expect 'what is left' "$(in_root 'find /usr/local -name "sipladder*"; getent group sipladder' || true)" ''
