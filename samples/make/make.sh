#!/bin/bash
# Records the captures of samples/ again: real programs talk to each other in network namespaces of their own, one
# host each with a documentation address (RFC 5737, RFC 3849), and tcpdump or dumpcap looks on. Times, tags and
# Call-IDs are those of the day, so the bytes differ each time; what must stay the same is in expected.json.
#
#   sudo samples/make/make.sh              # all
#   sudo samples/make/make.sh busy dtmf    # these scenes
#   sudo samples/make/make.sh clean        # a folder of them
#   sudo JOBS=6 samples/make/make.sh findings   # six at once, on a machine that does little else
#
# Debian packages: sip-tester (SIPp: callers, callees and a carrier from scenarios), kamailio (proxy and registrar),
# rtpengine-daemon (a media relay), baresip (telephones with RTP), sox (what they say), libspandsp2 (fax machines),
# tcpdump and tshark (dumpcap, editcap: recording and counting), iproute2, ethtool, procps and iptables (the network, and
# what it loses), openssl and python3 (a certificate, and a TLS relay that writes its secrets), jq (the figures).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
samples=$(dirname "$here")

need() {
  local programs='sipp kamailio rtpengine baresip sox tcpdump dumpcap editcap tshark jq ip ethtool sysctl iptables openssl'
  for program in $programs python3; do
    command -v "$program" >/dev/null || { echo "make.sh: $program is missing; see the packages in its head" >&2; exit 1; }
  done
  [ "$(id -u)" = 0 ] || { echo 'make.sh: needs root, for network namespaces' >&2; exit 1; }
}

# Each scene runs in a subshell with its own network, so that a scene that fails leaves nothing behind.
scene() (
  scratch=$(mktemp -d)
  source "$here/network.sh"
  source "$here/programs.sh"
  trap leave EXIT
  trap 'exit 143' TERM
  echo "== $1"
  source "$here/scenes/$1.sh"
)

need
# The scenes below a place of scenes/, named from there: one, or those of a folder.
scenes_of() {
  [ -f "$here/scenes/$1.sh" ] && echo "$1" && return
  (cd "$here/scenes" && find "$1" -name '*.sh' | sed -e 's|^[.]/||' -e 's|[.]sh$||' | sort)
}

scenes=()
for place in "${@:-.}"; do scenes+=($(scenes_of "$place")); done
recordings=$(mktemp)
# Each scene is a process group, so that who stops this one ends all that scenes wait for.
set -m
end() {
  local scene
  for scene in $(jobs -p); do kill -- "-$scene" 2>/dev/null || true; done
  wait || true
  rm -f "$recordings"
}
trap end EXIT
trap 'exit 130' INT TERM
for name in "${scenes[@]}"; do
  [ "$(jobs -rp | wc -l)" -lt "${JOBS:-1}" ] || wait -n
  scene "$name" &
done
while [ -n "$(jobs -p)" ]; do wait -n; done
cd "$samples"
"$here/expected.sh" $(sort -u "$recordings")
