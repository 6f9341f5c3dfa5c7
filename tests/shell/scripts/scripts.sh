### entrypoint that adds its command
set -e
set -- -p 6380 --save ""
if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then set -- redis-server "$@"; fi
printf '<%s>' "$@"; echo
exec echo "run:" "$@"
### entrypoint with defaults and files @bash
set -Eeo pipefail
file_env() {
	local var="$1"
	local fileVar="${var}_FILE"
	local def="${2:-}"
	if [ "${!var:-}" ] && [ "${!fileVar:-}" ]; then
		printf >&2 'error: both %s and %s are set (but are exclusive)\n' "$var" "$fileVar"
		exit 1
	fi
	local val="$def"
	if [ "${!var:-}" ]; then
		val="${!var}"
	elif [ "${!fileVar:-}" ]; then
		val="$(< "${!fileVar}")"
	fi
	export "$var"="$val"
	unset "$fileVar"
}
echo secret > pw
POSTGRES_PASSWORD_FILE=pw
file_env POSTGRES_PASSWORD
file_env POSTGRES_USER postgres
echo "$POSTGRES_USER:$POSTGRES_PASSWORD:${POSTGRES_PASSWORD_FILE-gone}"
POSTGRES_DB=a POSTGRES_DB_FILE=pw
file_env POSTGRES_DB
echo not reached
### init scripts of a folder @bash
mkdir -p init.d; echo 'echo "sourced $1"; v=set' > init.d/1.sh; printf '#!/bin/sh\necho executed\n' > init.d/2.sh; chmod +x init.d/2.sh; touch init.d/3.txt
process() {
	local f
	for f; do
		case "$f" in
			*.sh)
				if [ -x "$f" ]; then echo "$0: running $f"; "$f"; else echo "$0: sourcing $f"; . "$f"; fi ;;
			*) echo "$0: ignoring $f" ;;
		esac
		echo
	done
}
process init.d/*
echo "v=$v"
### init scripts of a folder in order
mkdir d; for i in 20-b 10-a 30-c; do echo "echo $i" > d/$i.sh; done
find d -type f | sort | while read -r f; do case "$f" in *.sh) sh "$f";; esac; done
### graceful end
trap 'echo stopping; kill $child; wait $child; echo "child ended $?"; exit 0' TERM
sleep 100 & child=$!
(sleep 0.2; kill -TERM $$) &
echo started
wait $child
echo not reached
### options of a script
usage() { echo "usage: $0 [-v] [-n name] file"; exit "${1:-0}"; }
run() {
	verbose=0 name=none OPTIND=1
	while getopts 'vn:h' opt; do
		case $opt in
			v) verbose=$((verbose+1)) ;;
			n) name=$OPTARG ;;
			h) usage ;;
			*) echo bad; return 2 ;;
		esac
	done
	shift $((OPTIND-1))
	echo "verbose=$verbose name=$name rest=$*"
}
run -v -v -n me a b; run -vvnyou x; run; (run -h)
### long options @bash
parse() {
	local args=() force=no out=
	while (($#)); do
		case $1 in
			--force) force=yes; shift;;
			--out=*) out=${1#*=}; shift;;
			--out) out=$2; shift 2;;
			--) shift; args+=("$@"); break;;
			-*) echo "unknown: $1" >&2; return 1;;
			*) args+=("$1"); shift;;
		esac
	done
	echo "force=$force out=$out args=${args[*]} n=${#args[@]}"
}
parse a --force b --out=x -- --c 'd e'; parse --out y; parse --bad; echo $?
### reading a file line by line
printf 'name=web\n# comment\n\nport = 80\n  spaced line  \nlast' > conf
while IFS= read -r line || [ -n "$line" ]; do
	case $line in ''|'#'*) continue;; esac
	echo "[$line]"
done < conf
### key and value
printf 'a=1\nb=two words\nc=x=y\n' | while IFS='=' read -r k v; do echo "$k -> $v"; done
### counting words @bash
declare -A count
for w in the cat and the dog and the bird; do ((count[$w]++)) || true; done
for w in "${!count[@]}"; do echo "$w ${count[$w]}"; done | sort
### a stack and a queue @bash
stack=(); push() { stack+=("$1"); }; pop() { echo "${stack[-1]}"; unset 'stack[-1]'; }
push a; push 'b c'; push d; pop; pop; echo "${#stack[@]}"
queue=(1 2 3); echo "${queue[0]}"; queue=("${queue[@]:1}"); echo "${queue[*]}"
### sorting @bash
bubble() { local -n arr=$1; local i j t n=${#arr[@]}; for ((i=0;i<n;i++)); do for ((j=0;j<n-i-1;j++)); do if ((arr[j]>arr[j+1])); then t=${arr[j]}; arr[j]=${arr[j+1]}; arr[j+1]=$t; fi; done; done; }
nums=(5 3 9 1 7); bubble nums; echo "${nums[@]}"
### primes
i=2; while [ $i -le 30 ]; do j=2; p=1; while [ $((j*j)) -le $i ]; do if [ $((i%j)) -eq 0 ]; then p=0; break; fi; j=$((j+1)); done; [ $p = 1 ] && printf '%s ' $i; i=$((i+1)); done; echo
### greatest common divisor
gcd() { [ "$2" -eq 0 ] && echo "$1" || gcd "$2" $(($1 % $2)); }; gcd 48 36; gcd 17 5
### towers
hanoi() { [ $1 -eq 0 ] && return; hanoi $(($1-1)) $2 $4 $3; echo "$2->$3"; hanoi $(($1-1)) $4 $3 $2; }; hanoi 3 A C B
### retry with backoff
n=0; try() { n=$((n+1)); [ $n -ge 3 ]; }
delay=1; until try; do echo "attempt $n failed, next delay $delay"; delay=$((delay*2)); [ $n -gt 5 ] && exit 1; done; echo "ok after $n"
### template with here document
name=app port=8080 env='A=1
B=2'
cat > conf <<EOF
server {
  listen ${port};
  name ${name}.example.com;
  # \$remote_addr stays
  $(for kv in $env; do echo "  env $kv;"; done)
}
EOF
cat conf
### quoting an argument list
set -- 'a b' "it's" '$x' ''
for a; do printf "%s\n" "$a" | sed "s/'/'\\\\''/g; s/^/'/; s/\$/'/"; done
### temporary files and cleaning
tmp=$(mktemp -d); trap 'rm -rf "$tmp"; echo cleaned' EXIT; echo x > "$tmp/f"; cat "$tmp/f"; [ -d "$tmp" ] && echo there
### lock by mkdir
lock() { mkdir lockdir 2>/dev/null; }; lock && echo got; lock || echo busy; rmdir lockdir; lock && echo again
### logging functions
log() { printf '%s [%s] %s\n' time "$1" "$2" >&2; }; info() { log INFO "$*"; }; die() { log ERROR "$*"; exit 1; }
info starting up; (die it broke); echo "status $?"
### version comparison
ver() { printf '%03d%03d%03d' $(echo "$1" | tr . ' '); }; for p in '1.2.3 1.10.0' '2.0.0 1.9.9'; do set -- $p; [ "$(ver $1)" -lt "$(ver $2)" ] && echo "$1 < $2" || echo "$1 >= $2"; done
### path manipulation
p=/var/log/nginx/access.log.1.gz; base=${p##*/}; dir=${p%/*}; name=${base%%.*}; ext=${base#*.}; echo "$dir $base $name $ext $(basename $p .gz) $(dirname $p)"
### trimming @bash
s='   trim me   '; s="${s#"${s%%[![:space:]]*}"}"; s="${s%"${s##*[![:space:]]}"}"; echo "[$s]"
### splitting @bash
IFS=, read -ra parts <<< 'a,b c,,d'; for p in "${parts[@]}"; do echo "<$p>"; done; str='k=v;k2=v2'; IFS=';' ; for kv in $str; do echo "${kv%%=*}:${kv#*=}"; done
### joining @bash
join() { local IFS=$1; shift; echo "$*"; }; join , a b c; join / usr local bin
### parallel jobs
for i in 3 1 2; do (sleep 0.$i; echo job $i) & done; wait; echo all
### collecting statuses of jobs
pids=; for s in 0 3 0 7; do (exit $s) & pids="$pids $!"; done; fail=0; for p in $pids; do wait $p || { echo "failed with $?"; fail=$((fail+1)); }; done; echo "$fail failed"
### waiting for a file
(sleep 0.3; echo ready > flag) &
i=0; until [ -f flag ] || [ $i -ge 20 ]; do sleep 0.1; i=$((i+1)); done; cat flag; [ $i -lt 20 ] && echo in time
### a menu by case
menu() { case $1 in start|up) echo starting;; stop|down) echo stopping;; restart) menu stop; menu start;; [0-9]|[0-9][0-9]) echo "number $1";; *) echo "unknown: $1" >&2; return 64;; esac; }
for c in start restart 42 nothing; do menu $c || echo "-> $?"; done
### nested functions and scopes
outer() { x=outer; inner() { x=inner; echo "in $x"; }; inner; echo "after $x"; }; x=global; outer; echo "end $x"; inner
### dynamic names by eval
for n in a b c; do eval "var_$n=\"value of $n\""; done; eval "echo \"\$var_b\""; eval 'for n in a c; do eval echo "\$var_$n"; done'
### redirecting a whole script
{ echo to file; echo to err >&2; } > out 2> err; echo "out: $(cat out)"; echo "err: $(cat err)"
### tee and statuses @bash
set -o pipefail; { echo line; false; } | tee copy; echo "${PIPESTATUS[*]} $?"; cat copy
### csv table
printf 'id,name,qty\n1,apple,3\n2,pear,10\n' > t.csv
{ read -r header; echo "head: $header"; total=0; while IFS=, read -r id name qty; do total=$((total+qty)); printf '%-3s|%-8s|%4d\n' "$id" "$name" "$qty"; done; echo "total $total"; } < t.csv
### a counter in a file
echo 0 > n; inc() { read -r c < n; echo $((c+1)) > n; }; inc; inc; inc; cat n
### arithmetic in a function with results by name
add() { eval "$1=\$((\$2+\$3))"; }; add sum 3 4; echo $sum
### heredoc to a command with arguments
sh -s one two <<'EOF'
echo "args: $# $1 $2"
for i in "$@"; do echo "- $i"; done
EOF
### strict mode @bash @file
#!/usr/bin/env bash
set -euo pipefail
IFS=$'\n\t'
trap 'echo "error on line $LINENO: $BASH_COMMAND (status $?)" >&2' ERR
readonly dir=work
main() {
  mkdir "$dir"
  for f in one two; do : > "$dir/$f"; done
  ls "$dir"
  grep -q nothing "$dir/one" || echo "not found is fine"
  cat "$dir/missing"
  echo unreachable
}
main "$@"
### regular expressions for parsing @bash
url='https://user@example.com:8443/path/x?q=1'
if [[ $url =~ ^(https?)://(([^@/]+)@)?([^:/]+)(:([0-9]+))?(/[^?]*)?(\?(.*))?$ ]]; then printf '%s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[4]}" "${BASH_REMATCH[6]}" "${BASH_REMATCH[7]}" "${BASH_REMATCH[9]}"; fi
for d in 2024-02-30 2024-2-3 x; do [[ $d =~ ^([0-9]{4})-([0-9]{2})-([0-9]{2})$ ]] && echo "$d ok" || echo "$d no"; done
### functions as commands in conditions
has() { command -v "$1" >/dev/null 2>&1; }; is_num() { case $1 in ''|*[!0-9]*) return 1;; esac; }
has ls && echo has ls; has nosuchtool || echo no tool; for x in 12 1a ''; do if is_num "$x"; then echo "'$x' num"; else echo "'$x' not"; fi; done
### piping to a function
upper() { tr a-z A-Z; }; number() { n=0; while read -r l; do n=$((n+1)); echo "$n: $l"; done; }; printf 'a\nb\n' | upper | number
### exit codes of traps and subshells
(trap 'echo "bye $?"' EXIT; exit 7); echo $?; (trap 'exit 9' EXIT; exit 7); echo $?; (trap 'false' EXIT; true); echo $?
### printing a box
box() { s="* $* *"; line=$(printf '%s' "$s" | tr -c '*' '*' ); echo "$line"; echo "$s"; echo "$line"; }; box hello world
### a shell that writes a script and runs it
cat > gen.sh <<'EOF'
#!/bin/sh
echo "gen: $0 $*"
[ "$1" = fail ] && exit 42
exit 0
EOF
chmod +x gen.sh; ./gen.sh ok; ./gen.sh fail; echo "status $?"; sh ./gen.sh via sh
