-- The request that wrk sends: the contract's example with an e-mail and phone of its own each time, to one tenant or spread over many.
local path, tenants = os.getenv("BENCH_PATH"), tonumber(os.getenv("BENCH_TENANTS"))
local host, key = os.getenv("BENCH_HOST"), os.getenv("BENCH_KEY")
local body = '{"first_name":"Ada","last_name":"Lovelace","email":"ada.%09d@example.com","phone":"+1555%09d",'
  .. '"source":"website","metadata":{"page":"/contact"}}'
local format, random = string.format, math.random
local one = "POST " .. path .. " HTTP/1.1\r\nHost: %s\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: "
  .. #format(body, 0, 0) .. "\r\n\r\n" .. body

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init()
  math.randomseed(os.time() * 1000 + seed)
end

function request()
  local n = random(0, 999999999)
  if tenants == 0 then return format(one, host, key, n, n) end
  local t = random(1, tenants)
  return format(one, "t" .. t .. "." .. host, format("hcrm_%043d", t), n, n)
end

function done(summary, latency)
  local e = summary.errors
  io.write(format('\nRESULT {"requests":%d,"microseconds":%d,"errors":%d,"p50":%d,"p99":%d}\n', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
