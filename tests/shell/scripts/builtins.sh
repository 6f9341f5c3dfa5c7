### echo options
echo -n a; echo b; echo -- c; echo -x; echo
### echo escapes
echo 'a\tb\\c'; echo -e 'a\tb\nc\x41\0101'; echo -e 'stop\c here'; echo end; echo -E 'a\tb'; echo -ne 'x\n'
### printf
printf '%s %d %5d|%-5d|%05d %x %o %c\n' str 42 42 42 42 255 8 xyz; printf '%s\n' a b c; printf '%s-%s\n' a b c; printf 'no newline'; printf '\n%%\n'
### printf numbers
printf '%.2f %e %g %s\n' 3.14159 12345.678 0.0001 end; printf '%d %d %i\n' 0x1f 010 -5; printf "%d\n" "'A"
### printf escapes
printf 'a\tb\n\101\n'; printf '%b\n' 'a\tb\0101'; printf '%5s|%-5s|%.2s\n' ab ab abcdef; printf '%*d\n' 5 42
### printf bad number
printf '%d\n' abc; echo $?
### printf q @bash
printf '%q %q %q\n' 'a b' "it's" ''; printf '%q\n' $'a\nb'
### printf without arguments
printf '[%s][%d]\n'; printf 'x\n' extra
### test strings
[ a = a ] && echo 1; [ a != b ] && echo 2; [ -z '' ] && echo 3; [ -n a ] && echo 4; [ a ] && echo 5; [ '' ] || echo 6; [ ] || echo 7
### test numbers
[ 1 -eq 1 ] && echo 1; [ 1 -lt 2 ] && echo 2; [ 2 -ge 2 ] && echo 3; [ -1 -gt -2 ] && echo 4; [ 08 -eq 8 ] && echo 5
### test files
touch f; mkdir d; ln -s f l; [ -f f ] && echo 1; [ -d d ] && echo 2; [ -e nothing ] || echo 3; [ -L l ] && echo 4; [ -s f ] || echo 5; [ -r f ] && echo 6; [ -x f ] || echo 7
### test logic
[ a = a -a b = b ] && echo 1; [ a = b -o b = b ] && echo 2; [ ! a = b ] && echo 3; [ \( a = a \) ] && echo 4; test a = a && echo 5; [ ! -e x ] && echo 6
### test errors
[ a -eq 1 ]; echo $?; [ a b c ]; echo $?; [ a = ; echo $?
### test error two words
[ a b ]; echo $?; [ 1 -eq 1; echo $?
### double brackets @bash
[[ a == a && b != c ]] && echo 1; [[ abc == a* ]] && echo 2; [[ abc == "a*" ]] || echo 3; [[ -z $nothing ]] && echo 4; [[ 1 -lt 2 || x ]] && echo 5; x='a b'; [[ $x == 'a b' ]] && echo 6; [[ ! -e f ]] && echo 7; [[ ( a == b ) || c == c ]] && echo 8; [[ a < b ]] && echo 9; [[ 3+4 -eq 7 ]] && echo 10; [[ -v x ]] && echo 11; [[ -n $x && -f nothing ]]; echo $?
### regular expressions @bash
[[ foo123bar =~ ([a-z]+)([0-9]+) ]] && echo "${BASH_REMATCH[@]}"; [[ abc =~ ^b ]] || echo no; r='^a.c$'; [[ abc =~ $r ]] && echo yes; [[ a.c =~ a\.c ]] && echo dot; [[ 'a b' =~ a[[:space:]]b ]] && echo space; [[ x =~ "(x)" ]] || echo literal
### cd and pwd
mkdir -p a/b; cd a/b; pwd; cd ..; pwd; cd - ; pwd; cd; pwd; cd /tmp/case; cd a/../a/./b; pwd; echo $OLDPWD $PWD
### cd errors
cd nothing; echo $?; touch f; cd f; echo $?
### cd through links
mkdir real; ln -s real link; cd link; pwd; pwd -P; cd ..; pwd
### cd with CDPATH
mkdir -p x/y; CDPATH=/tmp/case/x; cd y; pwd
### pushd and popd @bash
mkdir a b; pushd a; pushd ../b; dirs; popd; popd; popd; echo $?
### read
echo 'a b c' | { read x y; echo "[$x] [$y]"; }; echo 'a\tb' | { read x; echo "$x"; }; echo 'a\tb' | { read -r x; echo "$x"; }
### read at the end
printf 'no newline' | { read x; echo "$? [$x]"; read y; echo "$? [$y]"; }
### read with IFS
echo 'a:b:c' | { IFS=: read x y z; echo "$x $y $z"; }; echo 'root:x:0:0::/root:' | { IFS=: read a b c d e f g; echo "$a $f [$g]"; }; echo ':a:' | { IFS=: read x y; echo "[$x][$y]"; }
### read continuation
printf 'a\\\nb\n' | { read x; echo "[$x]"; }
### read into REPLY @bash
echo ' x y ' | { read; echo "[$REPLY]"; }
### read options @bash
echo abcdef | { read -n 3 x; echo $x; }; echo a,b | { read -d , x; echo $x; }; echo 'a b c' | { read -a arr; echo ${arr[1]}; }; read -t 0.1 x < /dev/null; echo $?
### read the rest
printf '1\n2\n3\n' | { read x; cat; }
### mapfile @bash
mapfile -t lines < <(printf 'a\nb c\nd'); echo ${#lines[@]} "${lines[1]}" "${lines[2]}"
### getopts
set -- -a -b val -c rest; while getopts ab:c opt; do echo "$opt ${OPTARG-}"; done; shift $((OPTIND-1)); echo "$@"
### getopts errors
set -- -x; getopts ab: o; echo "$o $?"; OPTIND=1; set -- -b; getopts ab: o; echo "$o"
### getopts silent
set -- -x -b; getopts :ab: o; echo "$o $OPTARG"; getopts :ab: o; echo "$o $OPTARG"
### getopts joined
set -- -abval arg; getopts ab: o; echo $o; getopts ab: o; echo "$o $OPTARG $OPTIND"; getopts ab: o; echo $?
### set options listing
set -o | grep -E '^(errexit|noglob|nounset)' | sed 's/[[:space:]]*$//'
### set plus o
set +o | grep -E 'errexit|noglob'
### set invalid option @bash
set -Z; echo $?; set -o nosuch; echo $?
### umask
umask 027; umask; umask -S; touch f; ls -l f | cut -c1-10; umask u=rwx,g=,o=; umask
### unset functions and variables
f() { echo f; }; f=1; unset f; echo "${f-unset}"; f
### times runs
times > /dev/null; echo $?
### hash
hash -r; ls >/dev/null; hash nosuch; echo $?
### trap on exit
trap 'echo bye $?' EXIT; echo hi; false
### trap on exit with exit
trap 'echo bye' EXIT; exit 3
### trap in a subshell
trap 'echo outer' EXIT; (trap 'echo inner' EXIT; echo sub); (echo none); echo main
### trap on a signal
trap 'echo got TERM' TERM; kill -TERM $$; echo after; trap '' INT; kill -INT $$; echo ignored; trap - TERM
### trap listing
trap 'echo x' INT TERM; trap; trap - INT; trap
### trap ERR @bash
trap 'echo err $?' ERR; false; true; (exit 3); false || true; if false; then :; fi; f() { false; }; f; echo end
### trap DEBUG @bash
trap 'echo "+ $BASH_COMMAND"' DEBUG; x=1; echo a; trap - DEBUG; echo b
### trap during wait
trap 'echo usr' USR1; (sleep 0.1; kill -USR1 $$; sleep 0.3) & wait; echo "status $?"; wait
### trap bad signal
trap 'echo' NOSUCH; echo $?
### trap return status
f() { trap 'echo in trap' EXIT; }; f; echo end
### kill
sleep 10 & kill $!; wait $! 2>/dev/null; echo $?; kill -0 $$ && echo alive; kill 999999; echo $?
### kill names
sleep 10 & kill -s KILL $!; wait $! 2>/dev/null; echo $?; kill -l 9 2>/dev/null; kill -NOSUCH 1; echo $?
### killed by a signal in a script @file
sh -c 'kill -KILL $$'
echo $?
sh -c 'kill -TERM $$'
echo $?
### jobs
sleep 0.1 & jobs > /dev/null; wait; jobs; echo end
### exit traps run once
trap 'echo one; exit 5' EXIT; exit 2
### source and return @bash
echo 'return 3' > f; source f; echo $?; . ./f || echo failed
### let and arithmetic status @bash
let 1; echo $?; let 0; echo $?; ((1)); echo $?
### shopt @bash
shopt -q extglob; echo $?; shopt -s extglob; shopt extglob; shopt nosuch; echo $?; shopt -u extglob; shopt -p extglob
### caller and FUNCNAME @bash
f() { echo ${FUNCNAME[0]} ${FUNCNAME[1]}; }; g() { f; }; g; f
### declare -f @bash
f() { echo hi; }; declare -f f; declare -F f; declare -F nosuch; echo $?
### declare -f of everything @bash
f () { while read x; do case $x in a) echo a;; *) echo b; esac; done < f; [[ -n $x ]] && ((x++)); cat <<EOF
text
EOF
}
declare -f f
### env in front
A=1 B=2 sh -c 'echo $A $B'; env -i A=1 /bin/sh -c 'echo $A'
### colon with redirection
: > f && echo made; test -f f && echo there
### exported function variable
export X='a b'; sh -c 'echo "$X"'
### readarray @bash
readarray -t a <<< $'x\ny'; echo ${a[1]}
### wait -n @bash
(sleep 0.2; exit 2) & (exit 3) & wait -n; echo $?; wait -n; echo $?
### printf time @bash
printf '%(%Y)T\n' 0
### compgen @bash
abc_one=1; compgen -v abc_
### help is there @bash
help > /dev/null; echo $?
### ulimit
ulimit -n > /dev/null; echo $?; (ulimit -n 100; ulimit -n)
### test with v @bash
x=1; [ -v x ] && echo set; [ -v y ] || echo unset
### true and false with arguments
true a b; echo $?; false a; echo $?
### invalid option of export
export -z; echo $?
### not a valid name
export 1a=2; echo $?
### exported functions @bash
f() { echo "f got $1"; if true; then echo yes; fi; }; export -f f; bash -c 'f x'; export -nf f; bash -c 'f x' 2>/dev/null || echo gone
### declared names of the environment @bash
A=1 bash -c 'declare -x | grep " A="; declare -p A'
### unset makes special variables ordinary @bash
unset RANDOM; RANDOM=x; echo $RANDOM; unset SECONDS; echo "[$SECONDS]"
### dirs and pushd with numbers @bash
mkdir a b c; pushd a >/dev/null; pushd ../b >/dev/null; pushd ../c > /dev/null; dirs -v; pushd +2; popd +1; dirs -c; dirs
### printf with many arguments
printf '%s=%d\n' a 1 b 2 c; printf '[%5.1f] [%-6s] [%06.2f]\n' 3.14159 ab 2.5
### test with parentheses and more
[ \( 1 -eq 1 -a 2 -eq 2 \) -o 1 -eq 3 ] && echo yes; [ ! \( a = b \) ] && echo no; [ -n "" -o -z "" ] && echo or
### read several lines into several variables
printf 'one two\nthree four five\n' | { read a b; read c d; echo "$a|$b|$c|$d"; }
### echo to a closed output
(echo hi >&-) 2>/dev/null; echo $?
### export with a default from parameters
X=${X:-fallback}; export X; sh -c 'echo $X'
### set with dashes in values
set -- -a --b -c=d; echo $# "$1" "$2" "$3"
### shift in a loop
set -- 1 2 3 4 5; while [ $# -gt 0 ]; do printf '%s ' "$1"; shift; [ $# -eq 0 ] || shift; done; echo
### colon assignment with error text
: "${NEEDED:?must be set}"; echo not reached
