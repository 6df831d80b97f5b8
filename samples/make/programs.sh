# How a scene starts the programs: telephones (baresip), callers and callees (SIPp), the proxy (Kamailio).
# Sourced by make.sh after network.sh.

# telephone HOST ADDRESS ACCOUNT...: a baresip there, with one account a line; commands reach it by `press`. More of its
# modules can be named before it (modules='srtp.so'), and lines of its configuration added (settings=).
telephone() {
  local name=$1 address=$2 folder=$scratch/$1
  shift 2
  mkdir -p "$folder"
  [ -f "$scratch/$name.wav" ] || tune "$name"
  sed -e "s|@address@|$address|" -e "s|@speech@|$scratch/$name.wav|" -e "s|@heard@|$folder/heard.wav|" \
    "$here/baresip/config" >"$folder/config"
  for module in ${modules:-}; do echo "module $module"; done >>"$folder/config"
  printf '%s\n' "${settings:-}" >>"$folder/config"
  printf '%s\n' "$@" >"$folder/accounts"
  : >"$folder/contacts"
  start "$name" "$name.log" baresip -f "$folder"
  until_said "$name.log" 'baresip is ready'
}

# press HOST COMMAND [PARAMETER]: a command to a telephone's control port (a netstring with JSON).
press() {
  local json="{\"command\":\"$2\",\"params\":\"${3:-}\"}"
  on "$1" bash -c 'exec 3<>/dev/tcp/127.0.0.1/4444; printf "%d:%s," "${#1}" "$1" >&3; read -r -t 0.3 <&3' press "$json" || true
}

# tune HOST [TIMES]: plucked strings, two seconds that many times (four), another tune for each name; a telephone plays it
# into its calls, and hangs up at its end.
tune() {
  local notes='A3 C4 E4 A4' note parts=() again=$(seq "${2:-4}")
  [ "$1" = alice ] || notes='G4 E4 C4 G3'
  for note in $(for _ in $again; do echo "$notes"; done); do parts+=("|sox -n -r 8000 -c 1 -p synth 0.5 pluck $note gain -6"); done
  sox "${parts[@]}" -r 8000 -c 1 -b 16 "$scratch/$1.wav"
}

# voice HOST SECONDS PAYLOAD-TYPE [PACKET-MS [PAUSE...]]: so much of the host's tune as RTP, which SIPp plays in a scenario that
# is `spoken`. Payload type 8 is PCMA, every other PCMU. See voice/packets.py for pauses.
voice() {
  local name=$1 seconds=$2 type=$3 packet=${4:-20} law=ul
  [ "$type" != 8 ] || law=al
  tune "$name" $(((seconds + 1) / 2))
  sox "$scratch/$name.wav" -t "$law" "$scratch/$name.raw" trim 0 "$seconds"
  python3 "$here/voice/packets.py" "$scratch/$name.raw" "$scratch/$name.pcap" "$type" "$packet" "${@:5}"
}

# spoken HOST SCENARIO: a scenario of sipp/, of this scene now, with the voice of the host for @voice@.
spoken() { changed "$2" "$2" "s|@voice@|$scratch/$1|"; }

# tone HOST HERTZ [RATE]: ten seconds of one steady tone in place of the tune, at -6 dB.
tone() {
  sox -n -r "${3:-8000}" -c 1 -b 16 "$scratch/$1.wav" synth 10 sine "$2" gain -6
}

# caller HOST SCENARIO TARGET CALLED [SIPP OPTION...]: one SIPp client, returns when its calls have ended. Who calls, from
# which domain, and where the scenario lies can be set before it (who=, home=, scenarios=).
# A scenario may end with a failed call where that is what it shows, so the exit status is not looked at.
caller() {
  local name=$1 scenario=$2 target=$3 called=$4
  shift 4
  on "$name" sipp "$target" -sf "$(scenario_file "$scenario")" -s "$called" -key caller "${who:-$name}" \
    -key home "${home:-example.com}" -key domain example.com -au "$name" -ap "secret-$name" -m 1 -r 1 -nostdin \
    "$@" >"$scratch/$name-$scenario-$called.log" 2>&1 </dev/null || true
}

# callee HOST SCENARIO [SIPP OPTION...]: a SIPp server until the scene is over.
callee() {
  local name=$1 scenario=$2
  shift 2
  start "$name" "$name-$scenario.log" sipp -sf "$(scenario_file "$scenario")" -nostdin "$@"
  sleep 0.5
  alive "$name-$scenario.log"
}

# changed SCENARIO NAME SED...: a scenario of this scene, made of one of sipp/; callers and callees know it by its name.
changed() {
  local from=$1 name=$2 expression expressions=()
  shift 2
  for expression in "$@"; do expressions+=(-e "$expression"); done
  sed "${expressions[@]}" "$here/sipp/$from.xml" >"$scratch/$name.xml"
}

# refuses HOST SCENARIO STATUS HEADER [SIPP OPTION...]: a callee that refuses at once with this status and header: of a call
# (refuses.xml) or a registration (refuses-registration.xml).
refuses() {
  local name=$1 scenario=$2
  changed "$scenario" "$scenario" "s#@status@#$3#" "s#@why@#$4#"
  shift 4
  callee "$name" "$scenario" "$@"
}

# unheard HOST CONTACT [SIPP OPTION...]: a callee of unheard.xml, which waits for an ACK from half a second on, twice as long
# each time, up to four.
unheard() {
  local name=$1 contact=$2 wait number=0
  shift 2
  {
    sed '/<!-- again/,$d' "$here/sipp/unheard.xml"
    for wait in 500 1000 2000 4000 4000 4000 4000 4000 4000 4000 500; do
      number=$((number + 1))
      sed -n '/<!-- again/,/<!-- .again/p' "$here/sipp/unheard.xml" | sed -e '/<!--/d' -e "s|@wait@|$wait|; s|@number@|$number|"
    done
    sed '1,/<!-- .again/d' "$here/sipp/unheard.xml"
  } >"$scratch/unheard.xml"
  callee "$name" unheard -key contact "$contact" "$@"
}

scenario_file() {
  [ -f "$scratch/$1.xml" ] && echo "$scratch/$1.xml" || echo "${scenarios:-$here/sipp}/$1.xml"
}

# later SECONDS: after a wait Erin asks the carrier whether it lives, so that the capture tells how long nothing else came.
later() {
  sleep "$1"
  who=erin caller erin options 198.51.100.10:5060 ping -i 192.0.2.15 -p 5060
}

# proxy HOST CONFIGURATION [KAMAILIO OPTION...]
proxy() {
  local name=$1 configuration=$2
  shift 2
  mkdir -p "$scratch/kamailio-$name"
  start "$name" "$name.log" kamailio -DD -E -m 32 -M 4 -Y "$scratch/kamailio-$name" -P "$scratch/kamailio-$name/pid" \
    -f "$here/kamailio/$configuration.cfg" "$@"
  sleep 1.5
  alive "$name.log"
}

# alive LOG: what was started last still runs.
alive() {
  kill -0 $! 2>/dev/null && return
  echo "make.sh: $1 ended:" >&2
  cat "$scratch/$1" >&2
  exit 1
}

# tls_server HOST ADDRESS: listens there with a certificate that it signed itself.
tls_server() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=sip.example.net \
    -addext subjectAltName=DNS:sip.example.net -keyout "$scratch/key.pem" -out "$scratch/cert.pem" 2>/dev/null
  start "$1" "$1-tls.log" openssl s_server -accept "$2" -cert "$scratch/cert.pem" -key "$scratch/key.pem" -www
  until_said "$1-tls.log" ACCEPT
}

# media_relay HOST ADDRESS: an rtpengine there, which answers those whose packets come from elsewhere than their SDP said.
media_relay() {
  start "$1" "$1-relay.log" rtpengine --foreground --log-stderr --table=-1 --interface="$2" --listen-ng=127.0.0.1:2223 \
    --port-min=30000 --port-max=30100 --endpoint-learning=immediate --pidfile="$scratch/relay.pid"
  sleep 1
}
