### defaults
unset u; e=; s=set
echo "${u-1} ${e-2} ${s-3}"
echo "${u:-1} ${e:-2} ${s:-3}"
echo "${u+1} ${e+2} ${s+3}"
echo "${u:+1} ${e:+2} ${s:+3}"
### assigning defaults
unset u; e=
echo ${u=first} ${e=second} ${e:=third}; echo "$u $e"
### nested defaults
echo ${a:-${b:-${c:-deep}}}
### error if unset @file
echo before
echo ${nothing?}
echo after
### error with message @file
echo ${nothing:?is not there}
### error in -c
echo ${x:?}; echo no
### error if null
x=; echo ${x:?empty}
### length
x=hello; echo ${#x} ${#}; set -- a b c; echo ${#} ${#1} ${#@}
### removing prefixes and suffixes
f=/usr/local/lib/file.tar.gz
echo ${f#*/} ${f##*/} ${f%.*} ${f%%.*} ${f#x} ${f%/*} ${f%%/*}
### patterns with classes
x=abc123def; echo ${x%%[0-9]*} ${x##*[0-9]} ${x#[a-c]} ${x#?}
### quoted patterns are literal
x='a*b*c'; echo "${x#*'*'}" "${x%"*"*}" "${x#a\*}"
p='*'; echo "${x#$p}" "${x##$p}" "${x#"$p"}"
### substrings @bash,ash
x=0123456789; echo ${x:3} ${x:3:4} ${x: -3} ${x:(-3):2} ${x:0:0}. ${x:20}. ${x:1+1:2*2}
### negative length @bash
x=0123456789; echo ${x:2:-3} ${x: -5:-2}
### slices of the parameters @bash
set -- a b c d e; echo ${@:2} , ${@:2:2} , ${@: -2} , ${*:1:1} , "${@:4}"
### replacing @bash,ash
x='foo bar foo'; echo "${x/foo/baz}" "${x//foo/baz}" "${x//o/0}" "${x/ */}" "${x//[aeiou]/_}" "${x/nothing/x}"
### replacing at the ends @bash
x=abcabc; echo ${x/#abc/X} ${x/%abc/Y} ${x/#bc/Z} ${x/%ab/W} ${x//b} ${x/a}
### replacing with quotes @bash
x='a/b/c'; echo "${x//\//-}" "${x//'/'/+}" ${x//"/"/ }
y='*'; z='a*b'; echo "${z//$y/-}" "${z//"$y"/-}"
### replacing with the match @bash
x=abc; echo "${x/b/[&]}" "${x/b/"&"}" "${x/b/\&}"
### case changes @bash
x='hello World'; echo "${x^}" "${x^^}" "${x,}" "${x,,}" "${x^^[lo]}"
### indirection @bash
a=b; b=c; echo ${!a}; arr=(1 2 3); r='arr[1]'; echo ${!r}; n=2; set -- x y z; echo ${!n} ${!#}
### names with a prefix @bash
pre_a=1 pre_b=2; echo ${!pre_*} "${!pre_@}"
### transformations @bash
x="it's"; echo ${x@Q}; y='a\tb'; echo "${y@E}"; z=hello; echo ${z@U} ${z@u} ${z@L}
declare -r ro=1; echo ${ro@a} ${ro@A}
### special parameters
echo $# $0; set -- a b; echo $# "$*"; false; echo $?; true; echo $?
### positional above nine
set -- a b c d e f g h i j k; echo ${10} ${11} $10
### unset with nounset @file
set -u
echo "${x-default}"
echo $x
echo no
### nounset in a subshell
set -u; (echo $nope); echo "status $?"
### nounset with at
set -u; set --; echo "$@" $# "$*"; echo ok
### bad substitution
echo ${x!}; echo no
### shift
set -- a b c; shift; echo $*; shift 2; echo $#
### shift too far @bash,ash
set -- a; shift 5; echo $? $#
### set replaces parameters
set -- -x y; echo $1; set a b; echo $2
### readonly @file
readonly x=1
x=2
echo "after $x"
### readonly in a subshell
readonly x=1; (x=2); echo "$? $x"
### unset of a readonly variable
readonly x=1; unset x; echo $? $x
### export and env
a=1; export b=2; export a; env | grep -E '^(a|b)=' | sort
### unset removes
x=1; unset x; echo "[${x-unset}]"; unset nothing; echo $?
### arrays @bash
a=(one two 'three four'); echo ${a[0]} ${a[2]} ${#a[@]} "${a[@]}" ${#a[2]}
for x in "${a[@]}"; do echo "<$x>"; done
for x in ${a[@]}; do echo "[$x]"; done
echo "${a[*]}" ${!a[@]}; echo $a
### array elements @bash
a[5]=five; a[2]=two; echo ${a[@]} ${!a[@]} ${#a[@]}; a+=(six); echo ${!a[@]}; unset 'a[5]'; echo ${a[@]}; a=(); echo ${#a[@]}
### array indices and slices @bash
a=(0 1 2 3 4 5); echo ${a[-1]} ${a[@]:2:3} ${a[@]: -2} ${a[1+1]}; i=3; echo ${a[i]} ${a[$i]} ${a[i-1]}
### array operations on all @bash
a=(apple banana cherry); echo ${a[@]#?} "${a[@]/a/A}" ${a[@]^} ${a[@]%e*}
### array append to element @bash
a=(x y); a[0]+=z; a+=(w); echo "${a[@]}"
### arrays with keys @bash
declare -A m; m[a]=1; m[b c]=2; echo ${m[a]} "${m[b c]}" ${#m[@]}; k=a; echo ${m[$k]}; unset 'm[a]'; echo "${!m[@]}"
declare -A n=([one]=1); echo ${n[one]}
### array in quotes joins @bash
a=(1 2 3); IFS=-; echo "${a[*]}" "${a[@]}"
### array assignment from words @bash
x='a b c'; a=($x "$x"); echo ${#a[@]}; a=(*.none); echo ${a[0]}; a=($(echo 1 2 3)); echo ${a[1]}
### declare @bash
declare -i n=3+4; echo $n; n=n*2; echo $n; declare -u up=abc; echo $up; declare -l low=ABC; echo $low
declare -p n up; x=1; declare -p x; a=(1 2); declare -p a; declare -A m=([k]=v); declare -p m; declare -x e=1; declare -p e
### declare of nothing @bash
declare -p nothing; echo $?
### nameref @bash
f() { declare -n ref=$1; ref=changed; }; x=1; f x; echo $x
### local variables
x=global; f() { local x=local; echo $x; g; }; g() { echo "g sees $x"; }; f; echo $x
### local without value @bash
x=1; f() { local x; echo "[${x-unset}]"; x=2; }; f; echo $x
### local without value keeps it @dash,ash
x=1; f() { local x; echo "[${x-unset}]"; x=2; }; f; echo $x
### local outside
local x=1; echo "status $?"
### local from a substitution keeps status of local
f() { local x=$(false); echo $?; }; f
### RANDOM and SECONDS @bash
[ $RANDOM -ge 0 ] && echo ok; echo $SECONDS; [[ $BASHPID == $$ ]] && echo same; (( UID == 0 )) && echo root
### LINENO @file
echo $LINENO

echo $LINENO
### underscore @bash
echo a b; echo $_
### PIPESTATUS @bash
true | false | (exit 3); echo ${PIPESTATUS[@]}; echo ${PIPESTATUS[@]}
### dollar dash
case $- in *e*) echo e;; *) echo no e;; esac; set -e; case $- in *e*) echo e;; esac
### printf -v @bash
printf -v x '%03d' 7; echo $x
### read only list @bash,dash
readonly b=2; readonly -p | grep ' b='
### export list @dash,ash
export b='2 3'; export -p | grep ' b='
### IFS whitespace and read
echo '  a   b  c  ' | { read x y; echo "[$x][$y]"; }
