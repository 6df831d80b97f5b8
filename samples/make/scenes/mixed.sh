# A quarter of a minute of a small site: four telephones register at the SBC (one with the wrong password), subscribers call each
# other and numbers at the carrier through the SBC, the carrier calls in, the SBC pings its gateways. Calls end in
# every way. Seen on the LAN between all of them, so that each message is there on both sides of the SBC.
host alice 192.0.2.11/24
host bob 192.0.2.12/24
host carol 192.0.2.13/24
host dave 192.0.2.14/24
host erin 192.0.2.15/24
host mallory 192.0.2.66/24
host sbc 203.0.113.5/24
host carrier 198.51.100.10/24
on sbc ip neigh add 198.51.100.99 lladdr 02:00:5e:00:53:63 dev eth0 nud permanent

callee carrier carrier -i 198.51.100.10 -p 5060
record mixed.pcapng udp
printf '1 sip:198.51.100.10:5060\n' >"$scratch/gateways"
proxy sbc proxy -l udp:203.0.113.5:5060 -A "PING=\"$scratch/gateways\"" -A 'SECOND="sip:198.51.100.99:5060"'
account=';outbound="sip:203.0.113.5";regint=600;audio_codecs=pcma'
for name in alice:11 bob:12 carol:13; do
  user=${name%:*}
  telephone "$user" "192.0.2.${name#*:}" \
    "\"${user^}\" <sip:$user@example.com>$account;auth_user=$user;auth_pass=secret-$user"
done
telephone mallory 192.0.2.66 "\"Mallory\" <sip:mallory@example.com>$account;auth_user=mallory;auth_pass=guess"

# through HOST NUMBER SCENARIO CALLED [SIPP OPTION...]: a subscriber's call through the SBC, a SIPp of its own, so that
# calls overlap; NUMBER is the last of its address.
through() {
  local name=$1 number=$2 scenario=$3 called=$4
  shift 4
  caller "$name" "$scenario" 203.0.113.5:5060 "$called" -i "192.0.2.$number" "$@" &
  waited+=($!)
}
waited=()
through dave 14 caller +12025550101 -p 5060 -mp 20000 -d 6000
through erin 15 caller +12025550110 -p 5060 -mp 20010
press alice dial sip:bob@example.com
sleep 1
press bob accept
through erin 15 caller +12025550102 -p 5061 -mp 20020 -d 3000
through dave 14 caller-cancels +12025550115 -p 5061 -mp 20030 -d 2500
through dave 14 caller +442079460018 -p 5062 -mp 20040
sleep 0.7
through mallory 66 caller +12025550103 -p 5070 -mp 20050
through erin 15 message carol -p 5062
sleep 1
press alice hangup
through dave 14 caller +12025550111 -p 5063 -mp 20060
through erin 15 caller nobody -p 5063 -mp 20070
through erin 15 options '' -p 5064
sleep 0.5
press carol dial sip:bob@example.com
sleep 0.8
press bob hangup
through dave 14 caller +12025550113 -p 5064 -mp 20080
through erin 15 caller +12025550112 -p 5065 -mp 20090
sleep 0.6
through dave 14 caller +12025550116 -p 5065 -mp 20100
through erin 15 caller-cancels +12025550115 -p 5066 -mp 20110 -d 700
who=+12025550150 home=carrier.example.net caller carrier caller 203.0.113.5:5060 alice -i 198.51.100.10 -p 5062 \
  -mp 21000 -d 1200 &
waited+=($!)
# SIPp makes its first call a second after it started.
sleep 1.6
press alice accept
through dave 14 caller +12025550114 -p 5066 -mp 20120
through erin 15 caller +12025550104 -p 5067 -mp 20130 -d 1000
who=+12025550151 home=carrier.example.net caller carrier caller 203.0.113.5:5060 zoe -i 198.51.100.10 -p 5063 -mp 21010
through dave 14 caller +12025550105 -p 5067 -mp 20140 -d 2000
for call in "${waited[@]}"; do wait "$call" || true; done
press bob quit
sleep 0.5
recorded
