### lists
true && echo a || echo b; false && echo a || echo b; true || echo c; false; echo $?
### negation
! true; echo $?; ! false; echo $?; if ! false; then echo yes; fi
### groups and subshells
x=1; { x=2; echo $x; }; (x=3; echo $x); echo $x
### subshell exit
(exit 3); echo $?; { (exit 4); echo $?; }
### if
if false; then echo a; elif true; then echo b; else echo c; fi; if false; then echo no; fi; echo $?
### while and until
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i
### status of loops
while false; do :; done; echo $?; for x in; do :; done; echo $?; for x in 1; do false; done; echo $?
### break and continue
for i in 1 2 3 4 5; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done
### break of two loops
for i in 1 2 3; do for j in a b c; do [ $j = b ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done; echo end
### for over the parameters
set -- a b 'c d'; for x; do echo "$x"; done; for x do echo "$x"; done
### for keeps its variable
for x in a b; do :; done; echo $x
### case
for w in apple banana cherry 42 '' '*'; do case $w in a*) echo A;; b*|c*) echo BC;; [0-9]*) echo num;; '') echo empty;; \*) echo star;; esac; done
### case with parentheses and no match
case x in (a) echo a;; (b) echo b;; esac; echo $?; case x in x) ;; esac; echo $?
### case with quoted patterns
x='a*'; case 'a*' in "$x") echo literal;; esac; case abc in "$x") echo no;; $x) echo pattern;; esac
### case falling through @bash
case a in a) echo 1;& b) echo 2;; c) echo 3;; esac; case a in a) echo 1;;& *) echo 2;; esac
### functions
f() { echo "f: $1 $# $*"; }; f a 'b c'; f; g() (x=1; echo sub); g; echo ${x-unset}
### function status and return
f() { return 3; }; f; echo $?; g() { false; return; }; g; echo $?; h() { false; }; h; echo $?
### functions see parameters of their own
set -- outer; f() { echo $1; set -- changed; echo $1; }; f inner; echo $1
### recursion
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }; fact 10
### deep recursion ends @bash
f() { n=$((n+1)); [ $n -lt 900 ] && f; }; n=0; f; echo $n
### function keyword @bash,ash
function f { echo f; }; f; function g() { echo g; }; g
### function with redirection
f() { echo out; echo err >&2; } 2>&1; f | cat
### function named as a builtin
echo() { printf 'mine: %s\n' "$*"; }; echo hi; unset -f echo; echo hi
### function not found after unset
f() { :; }; unset -f f; f; echo $?
### return outside @bash
return 3; echo $?
### pipelines
echo hello | tr a-z A-Z | rev 2>/dev/null || echo HELLO; printf 'b\na\n' | sort | head -1
### status of a pipeline
true | false; echo $?; false | true; echo $?
### pipefail @bash
set -o pipefail; false | true; echo $?; true | (exit 3) | (exit 0); echo $?
### pipeline elements are subshells
x=1; echo a | x=2; echo $x; echo v | read y; echo "[$y]"
### while read in a pipeline
printf '1\n2\n3\n' | while read n; do echo "n=$n"; done
### yes is ended by its pipe
yes | head -2
### lastpipe @bash
shopt -s lastpipe; echo v | read y; echo "[$y]"
### command substitution
x=$(echo a; echo b); echo "$x" $x; echo $(echo $(echo nested)) `echo back` `echo \`echo inner\``
### substitution strips newlines
x=$(printf 'a\n\n\n'); echo "[$x]"; y=$(printf '\n\nb'); echo "[$y]"
### status of a substitution
x=$(false); echo $?; x=$(exit 7) y=1; echo $?; echo $(false); echo $?
### substitution of a file @bash
echo content > f; echo $(<f)
### quotes within substitution
echo "$(echo "a  b")" "$(echo 'it'\''s')"
### quotes in backquotes
echo "`echo "x y"`" `echo '$HOME' | tr -d /` "`echo \"q\"`"
### case in a substitution
echo $(case a in (a) echo yes;; esac)
### background and wait
(sleep 0.1; echo bg) & wait; echo fg
### wait for a status
(exit 5) & wait $!; echo $?; sleep 0 & wait $!; echo $?
### wait for several
(exit 1) & a=$!; (exit 2) & b=$!; wait $a; echo $?; wait $b; echo $?
### wait for no child
wait 99999; echo $?
### background gets no input
echo data | { cat & wait; cat; }
### colon and true
: ${x:=set}; echo $x; :; echo $?
### not found
nosuchcommand; echo $?; ./nosuch; echo $?; /nosuch/x a b; echo $?
### not found in a file @file
echo one
nosuchcommand
echo $?
### permission denied
echo 'echo hi' > script; ./script; echo $?; chmod +x script; ./script; echo $?
### a directory is no command
mkdir d; ./d; echo $?
### script with a shebang
printf '#!/bin/sh\necho "args: $*"\n' > s; chmod +x s; ./s a b
### missing interpreter
printf '#!/no/such/thing\n' > s; chmod +x s; ./s; echo $?
### alias @dash,ash
alias hi='echo hello'
hi world
alias hi; unalias hi; alias
### alias not expanded in a script @bash
alias hi='echo hello'
hi 2>/dev/null || echo no
### alias with the option @bash
shopt -s expand_aliases
alias hi='echo hello' ll='ls -l '
hi world; alias
### eval
x='echo a; echo b'; eval $x; eval "y=5"; echo $y; eval; echo $?; eval false; echo $?
### eval with a syntax error
eval 'if'; echo "after $?"
### source
echo 'echo "sourced $1"; v=1; return 4; echo no' > lib; . ./lib; echo "$? $v"
### source with arguments @bash,ash
echo 'echo "[$1] [$#]"' > lib; set -- x y z; . ./lib a; echo $1
### source of a missing file @bash
. ./nothing; echo "after $?"
### source of a missing file ends @dash,ash
. ./nothing; echo "after $?"
### exec replaces
exec echo replaced; echo no
### exec of a missing command
exec nosuchcommand; echo no
### exec with redirections
exec 3>out; echo to3 >&3; exec 3>&-; cat out; exec >out2; echo hidden; exec >&2; cat out2
### exit status
exit 300
### exit in a function
f() { exit 3; }; f; echo no
### exit in a substitution
x=$(exit 4); echo $?
### type
f() { :; }; type f cd if nosuch echo 2>&1 | head -1; type cd; type -t cd 2>/dev/null
### type @bash
f() { echo a; if true; then echo b; else echo c; fi; for x in 1 2; do echo $x; done; }; type f; type -t f cd if ls; type nosuch; echo $?
### command -v
f() { :; }; command -v f cd; command -v nosuch; echo $?
### command bypasses functions
cd() { echo mine; }; command cd /; pwd
### builtin @bash
cd() { echo mine; }; builtin cd /; pwd; builtin nosuch; echo $?
### syntax error unexpected @file
echo a
if true; then echo b; done
echo c
### syntax error at the end @file
echo a
if true; then
### syntax error in -c
echo a; )
### syntax error with double semicolon
echo a ;; echo b
### syntax error of a missing do
for i in 1 2; echo $i; done
### unterminated quote
echo 'abc
### unterminated double quote @file
echo "abc
### empty commands
if true; then; echo a; fi
### syntax error in a substitution @dash,ash
echo $(if)
### bad function name @dash,ash
1f() { :; }
### bad for variable @dash,ash
for 1x in a; do :; done
### syntax error after newline @file
echo one
) two
echo three
### ampersand and semicolon
echo a & wait; echo b; { echo c & } ; wait
### stdin is the script @stdin
echo first
read x
this line is data
echo "got $x"
### stdin with a here document @stdin
cat <<EOF
a
b
EOF
echo end
### stdin with a function over several lines @stdin
f() {
  echo one
  if true
  then
    echo two
  fi
}
f
### select @bash
echo 2 | { select x in a b c; do echo "chose $x"; break; done; } 2>/dev/null
### time keyword @bash
TIMEFORMAT='done'; time true; echo $?
### coproc-free names @bash
time=1; echo $time
