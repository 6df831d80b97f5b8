#!/usr/bin/env bash
# Runs both commands of README in a folder that holds a bare Debian 12, Node and a fresh clone, nothing else. Needs
# root and debootstrap. SIPLADDER_MIRROR names another Debian mirror.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=$(mktemp -d)
mounted=()
cleanup() {
  for folder in "${mounted[@]}"; do umount -R -l "$folder"; done
  rm -rf "$root"
}
trap cleanup EXIT

mirror=${SIPLADDER_MIRROR:-$(sed -n 's/^ *\(deb .*\|URIs: \)\(https\?:[^ ]*\).*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | grep -v security | head -n 1 || true)}
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} > "$root.log" 2>&1 || { tail -n 20 "$root.log"; exit 1; }
rm -f "$root.log"

# Node as this machine has it: a bare Debian 12 has an older one.
node=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
mkdir -p "$root/opt/node/bin" "$root/opt/node/lib"
cp "$node/bin/node" "$root/opt/node/bin/"
cp -r "$node/lib/node_modules" "$root/opt/node/lib/"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/opt/node/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/opt/node/bin/npx"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2> /dev/null || true
cp /etc/hosts "$root/etc/hosts" 2> /dev/null || true
npm config list --json > /dev/null
[ -f "$HOME/.npmrc" ] && cp "$HOME/.npmrc" "$root/root/.npmrc"
global=$(npm config get globalconfig)
[ -f "$global" ] && mkdir -p "$root/opt/node/etc" && cp "$global" "$root/opt/node/etc/npmrc"
# Where a registry is reached through certificates of the site's own.
if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
  mkdir -p "$root$(dirname "$NODE_EXTRA_CA_CERTS")" && cp -L "$NODE_EXTRA_CA_CERTS" "$root$NODE_EXTRA_CA_CERTS"
fi

git clone -q . "$root/sipladder"
for folder in proc dev; do
  mount --rbind --make-rslave "/$folder" "$root/$folder"
  mounted=("$root/$folder" "${mounted[@]}")
done

in_root() {
  env -i HOME=/root PATH=/opt/node/bin:/usr/bin:/bin:/usr/sbin:/sbin TERM=xterm-256color CI=true \
    $(env | grep -E '^(npm_config_|NPM_CONFIG_|NODE_EXTRA_CA_CERTS=|https?_proxy=|HTTPS?_PROXY=|no_proxy=|NO_PROXY=)' || true) \
    chroot "$root" bash -c "cd /sipladder && $1"
}

show=$(sed -n 's/^ *\(npm ci && npm start -- -I samples\/.*\)$/\1/p' README.md | head -n 1)
check=$(sed -n 's/^ *\(npm ci && npm run check\)$/\1/p' README.md | head -n 1)
[ -n "$show" ] && [ -n "$check" ] || { echo 'README.md does not name its two commands'; exit 1; }
echo "$show --print dialogs"
in_root "$show --print dialogs" | tee "$root/shown"
grep -q 'INVITE' "$root/shown" || { echo 'no call was shown'; exit 1; }
echo "$check"
in_root "$check"
