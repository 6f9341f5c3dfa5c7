# Fetches the private exchange rates. (What stands here for the real server only knows the right token.)
case "$TOKEN" in
    tr1ps-*-77ab*) printf 'currency,rate\nEUR,1.00\nUSD,1.08\n' > /rates.csv ;;
    *) echo "fetch: 401 Unauthorized" >&2; exit 1 ;;
esac
