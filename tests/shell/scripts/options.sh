### errexit
set -e; echo a; false; echo b
### errexit in conditions
set -e; if false; then :; fi; false || true; false && true; ! true; while false; do :; done; echo end
### errexit in a list end
set -e; true && false; echo no
### errexit in a function
set -e; f() { false; echo "f goes on"; }; if f; then echo yes; fi; f; echo no
### errexit in a subshell
set -e; (false; echo no); echo no
### errexit of a substitution
set -e; x=$(false); echo no
### errexit of echo with substitution
set -e; echo $(false); echo yes
### errexit of local @bash,dash
set -e; f() { local x=$(false); echo yes; }; f
### errexit in a pipeline
set -e; false | true; echo yes; true | false; echo no
### errexit and pipefail @bash
set -eo pipefail; echo a; false | true; echo no
### errexit off again
set -e; set +e; false; echo yes
### errexit with a trap
set -e; trap 'echo exit $?' EXIT; false; echo no
### errexit in a substitution's inside @bash
set -e; x=$(false; echo inner); echo "$x"
### errexit in a substitution's inside @dash,ash
set -e; x=$(false; echo inner); echo "$x"
### errexit of groups
set -e; { false; echo no; }; echo no
### errexit in case and loops
set -e; for i in 1 2; do [ $i = 3 ] || true; done; for i in 1; do false; done; echo no
### errexit with not found
set -e; nosuchcommand; echo no
### errexit of arithmetic @bash
set -e; ((1)); ((0)) || true; echo here; ((0)); echo no
### errexit of negated
set -e; ! true; echo yes; ! false; echo yes2
### xtrace
set -x; echo a b; x=1; echo "$x y" ''; set +x; echo done
### xtrace of compounds @bash
set -x; for i in 1 2; do echo $i; done; if [ 1 = 1 ]; then :; fi; [[ a == a ]]; ((1+1)); case a in a) :;; esac
### xtrace of functions and substitutions
set -x; f() { echo in; }; f x; y=$(echo sub); (echo subshell)
### xtrace with PS4
PS4='> '; set -x; echo a
### xtrace of quotes
set -x; echo 'a b' "c'd" '*' '$x'
### xtrace with assignments before
set -x; A=1 true; A='x y' B=2 true
### nounset
set -u; echo ${x:-ok}; echo $x; echo no
### verbose @file
set -v
echo a
x=1
### noexec @file
echo a
set -n
echo b
### allexport
set -a; x=1; env | grep ^x=; set +a
### options at the command line @stdin
echo $-
### dollar dash in -c @bash
echo $-
### dollar dash in -c @dash,ash
set -eu; echo $-
### combined options
set -eu -o noglob; echo * $-
### set minus
set -x; set -; echo quiet
### pipefail in ash @ash
set -o pipefail; false | true; echo $?
### unknown option @dash
set -Z; echo no
### errexit inside eval
set -e; eval 'false; echo no'; echo no
### errexit inside source
set -e; echo 'false; echo no' > f; . ./f; echo no
### subshell inherits options
set -f; (echo *); set +f
### noglob with quotes
set -f; echo [a] 'b*'
