# The stage of a scene: hosts as network namespaces on one bridge, recording on it, and leaving without a trace.
# Sourced by make.sh, which sets `scratch` and `recordings`. Only processes that were started here are ended.

# With the number of the scene's process, so that several can go on beside each other.
names=sl$BASHPID
stage=$names-bridge
started=()
hosts=()

ip netns add "$stage"
ip -n "$stage" link add br0 type bridge forward_delay 0 mcast_snooping 0
ip -n "$stage" link set br0 addrgenmode none up

# host NAME ADDRESS/LENGTH...: a namespace with one interface. Every documentation net is on the link: no routers.
host() {
  local name=$names-$1 number=$((${#hosts[@]} + 11)) address net
  shift
  hosts+=("$name")
  ip netns add "$name"
  ip link add eth0 netns "$name" address "02:00:5e:00:53:$number" type veth peer name "p$number" netns "$stage"
  ip -n "$stage" link set "p$number" addrgenmode none master br0 up
  ip -n "$name" link set eth0 addrgenmode none
  for address in "$@"; do
    case $address in
      *:*) ip -n "$name" address add "$address" dev eth0 nodad ;;
      *) ip -n "$name" address add "$address" dev eth0 ;;
    esac
  done
  ip -n "$name" link set lo up
  ip -n "$name" link set eth0 up
  for net in 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24; do ip -n "$name" route replace "$net" dev eth0; done
  # Without these the wire would carry unfilled checksums and segments larger than the MTU.
  ip netns exec "$name" ethtool -K eth0 tx off tso off gso off gro off >/dev/null
}

# router HOST ADDRESS/LENGTH...: a host that passes on what others send by `via`.
router() {
  host "$@"
  on "$1" sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.eth0.send_redirects=0
}

# via HOST NET ADDRESS: there the way to a net leads through the router with this address.
via() {
  on "$1" ip route replace "$2" via "$3"
}

# two_nets: Alice (192.0.2.11) and Bob (198.51.100.22) in a net each, with a host `router` between.
two_nets() {
  host alice 192.0.2.11/24
  host bob 198.51.100.22/24
  router router 192.0.2.1/24 198.51.100.1/24
  via alice 198.51.100.0/24 192.0.2.1
  via bob 192.0.2.0/24 198.51.100.1
}

# late ROUTER DELAY [SPREAD SOURCE]: what it passes on is held on the way; see late/relay.py.
late() {
  start "$1" late python3 "$here/late/relay.py" late0 "${@:2}"
  until_said late listening
  on "$1" sysctl -qw net.ipv6.conf.late0.disable_ipv6=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.late0.rp_filter=0
  on "$1" ip link set late0 up
  on "$1" ip route add default dev late0 table 100
  on "$1" ip rule add iif eth0 lookup 100
}

# on HOST COMMAND...: runs it there and waits.
on() {
  local name=$1
  shift
  ip netns exec "$names-$name" "$@"
}

# start HOST LOG COMMAND...: runs it there in the background until the scene is over; its id is in $!.
start() {
  local name=$1 log=$scratch/$2
  shift 2
  ip netns exec "$names-$name" "$@" >"$log" 2>&1 </dev/null &
  started+=($!)
}

# record FILE FILTER [HOST [INTERFACE...]]: tcpdump on the bridge, or on all interfaces of a host (cooked link type), or on
# one of them; on several with dumpcap, for a .pcapng.
record() {
  local name=${3:-bridge} interfaces=("${@:4}") each options=()
  [ ${#interfaces[@]} -gt 0 ] || interfaces=(any)
  [ "$name" != bridge ] || [ $# -gt 3 ] || interfaces=(br0)
  for each in "${interfaces[@]}"; do options+=(-i "$each" -f "$2"); done
  recorded=$samples/$1
  echo "$1" >>"$recordings"
  mkdir -p "$(dirname "$recorded")"
  case $1 in
    *.pcapng) start "$name" recorder dumpcap -q "${options[@]}" -w "$scratch/capture" ;;
    *) start "$name" recorder tcpdump -Z root -U --immediate-mode -i "${interfaces[0]}" -w "$scratch/capture" "$2" ;;
  esac
  recorder=$!
  until_said recorder 'listening on|^File: '
}

recorded() {
  sleep 0.5
  kill -INT "$recorder"
  wait "$recorder" || true
  case $recorded in
    *.pcapng) python3 "$here/forget-machine.py" "$scratch/capture" "$recorded" ;;
    *) cp "$scratch/capture" "$recorded" ;;
  esac
  chmod 644 "$recorded"
  ls -l "$recorded" | awk '{ print $5, "bytes", $9 }'
}

# until_said LOG PATTERN: waits up to ten seconds for a line in a log of `start`.
until_said() {
  local tries
  for tries in $(seq 100); do
    grep -qE "$2" "$scratch/$1" && return
    sleep 0.1
  done
  echo "make.sh: $1 never said '$2':" >&2
  cat "$scratch/$1" >&2
  exit 1
}

leave() {
  local pid name
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  for name in "${hosts[@]}" "$stage"; do ip netns del "$name" || true; done
  rm -rf "$scratch"
}
