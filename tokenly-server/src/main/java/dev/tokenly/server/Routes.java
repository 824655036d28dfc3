package dev.tokenly.server;

import static dev.tokenly.model.access.Permission.AUDIT_READ;
import static dev.tokenly.model.access.Permission.BUDGET_WRITE;
import static dev.tokenly.model.access.Permission.CLIENT_APPROVE;
import static dev.tokenly.model.access.Permission.CLIENT_CONFIGURE;
import static dev.tokenly.model.access.Permission.CLIENT_DELETE;
import static dev.tokenly.model.access.Permission.CLIENT_REJECT;
import static dev.tokenly.model.access.Permission.CONFIG_DELETE;
import static dev.tokenly.model.access.Permission.CONFIG_READ;
import static dev.tokenly.model.access.Permission.CONFIG_WRITE;
import static dev.tokenly.model.access.Permission.SQL_READ;
import static dev.tokenly.model.access.Permission.SYSTEM_MANAGE;
import static dev.tokenly.model.access.Permission.USAGE_READ;
import static dev.tokenly.model.access.Permission.USER_CREATE;
import static dev.tokenly.model.access.Permission.USER_DELETE;
import static dev.tokenly.model.access.Permission.USER_EDIT;
import static dev.tokenly.server.http.Access.AGENT;
import static dev.tokenly.server.http.Access.ANYONE;
import static dev.tokenly.server.http.Access.LOCAL;
import static dev.tokenly.server.http.Access.OWN_ACCOUNT;
import static dev.tokenly.server.http.Access.SIGNED_IN;
import static dev.tokenly.server.http.Access.needs;
import static dev.tokenly.server.http.Route.delete;
import static dev.tokenly.server.http.Route.get;
import static dev.tokenly.server.http.Route.post;
import static dev.tokenly.server.http.Route.put;

import dev.tokenly.model.Version;
import dev.tokenly.server.access.AccessRoom;
import dev.tokenly.server.analytics.Analytics;
import dev.tokenly.server.budgets.BudgetsRoom;
import dev.tokenly.server.care.CareRoom;
import dev.tokenly.server.clients.ClientsRoom;
import dev.tokenly.server.config.ConfigDesk;
import dev.tokenly.server.http.Response;
import dev.tokenly.server.http.Route;
import dev.tokenly.server.ingest.Ingest;
import dev.tokenly.server.openapi.OpenApi;
import dev.tokenly.server.prices.PricesRoom;
import dev.tokenly.server.releases.ReleasesRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The route table: every call of the API on one page, with who may make it. Of overlapping paths the first one wins. */
final class Routes {
  private Routes() {}

  static List<Route> of(Assembly server) {
    List<Route> routes = new ArrayList<>();
    routes.add(get("/health", ANYONE, server.status()::health));
    routes.add(get("/metrics", LOCAL, server.metrics()::show));
    routes.add(get("/api/manage/status", SIGNED_IN, server.status()::status));
    routes.add(get("/api/manage/events", SIGNED_IN, server.eventStream()::stream));
    routes.addAll(access(server.access()));
    routes.addAll(clients(server.clients()));
    routes.addAll(config(server.configDesk()));
    routes.addAll(analytics(server.usage().analytics()));
    routes.addAll(files(server.usage().ingest()));
    routes.addAll(care(server.usage().care()));
    routes.addAll(budgets(server.usage().budgets()));
    routes.addAll(prices(server.prices()));
    routes.add(get("/api/manage/audit", needs(AUDIT_READ), server.audit()::list));
    routes.add(get("/api/manage/audit/verify", needs(AUDIT_READ), server.audit()::verify));
    routes.add(get("/api/manage/audit/head", needs(AUDIT_READ), server.audit()::head));
    routes.add(get("/api/manage/audit/export", needs(AUDIT_READ), server.audit()::export));
    routes.addAll(releases(server.releases()));
    routes.add(get("/api/openapi.json", ANYONE, new OpenApi(withOpenApi(routes), Version.TEXT)::show));
    return List.copyOf(routes);
  }

  /** The description describes itself as well. */
  private static List<Route> withOpenApi(List<Route> routes) {
    List<Route> all = new ArrayList<>(routes);
    all.add(get("/api/openapi.json", ANYONE, _ -> Response.json(Map.of())));
    return all;
  }

  private static List<Route> releases(ReleasesRoom releases) {
    return List.of(
        get("/api/manage/releases", SIGNED_IN, releases::list),
        put("/api/manage/releases/:version/:platform", needs(SYSTEM_MANAGE), releases::publish),
        delete("/api/manage/releases/:version/:platform", needs(SYSTEM_MANAGE), releases::withdraw),
        get("/api/download/worker/:version/:platform", AGENT, releases::download));
  }

  private static List<Route> access(AccessRoom access) {
    return List.of(
        post("/api/auth/login", ANYONE, access.login()::login),
        post("/api/auth/refresh", ANYONE, access.login()::refresh),
        post("/api/auth/logout", ANYONE, access.login()::logout),
        post("/api/auth/device", ANYONE, access.deviceLogin()::begin),
        post("/api/auth/device/token", ANYONE, access.deviceLogin()::collect),
        get("/api/auth/device/:code", SIGNED_IN, access.deviceLogin()::show),
        post("/api/auth/device/:code/approve", SIGNED_IN, access.deviceLogin()::approve),
        delete("/api/auth/device/:code", SIGNED_IN, access.deviceLogin()::deny),
        get("/api/auth/me", OWN_ACCOUNT, access.login()::me),
        get("/api/auth/sessions", SIGNED_IN, access.tokens()::sessions),
        delete("/api/auth/sessions", SIGNED_IN, access.tokens()::endOthers),
        delete("/api/auth/sessions/:id", SIGNED_IN, access.tokens()::endSession),
        get("/api/manage/tokens", SIGNED_IN, access.tokens()::list),
        post("/api/manage/tokens", SIGNED_IN, access.tokens()::create),
        delete("/api/manage/tokens/:id", SIGNED_IN, access.tokens()::revoke),
        get("/api/manage/users", SIGNED_IN, access.accounts()::list),
        post("/api/manage/users", needs(USER_CREATE), access.accounts()::create),
        put("/api/manage/users/:username", needs(USER_EDIT), access.accounts()::edit),
        put("/api/manage/users/:username/disable", needs(USER_EDIT), access.accounts()::disable),
        put("/api/manage/users/:username/enable", needs(USER_EDIT), access.accounts()::enable),
        put("/api/manage/users/:username/password", OWN_ACCOUNT, access.accounts()::password),
        delete("/api/manage/users/:username", needs(USER_DELETE), access.accounts()::delete));
  }

  private static List<Route> clients(ClientsRoom clients) {
    return List.of(
        post("/api/heartbeat", AGENT, clients.heartbeat()::beat),
        get("/api/manage/clients", SIGNED_IN, clients.listing()::list),
        post("/api/manage/clients/bulk", SIGNED_IN, clients.bulk()::apply),
        get("/api/manage/clients/blocked", SIGNED_IN, clients.desk()::blocked),
        post("/api/manage/clients/unblock", needs(CLIENT_APPROVE), clients.desk()::unblock),
        get("/api/manage/clients/overrides", needs(CONFIG_READ), clients.overrides()::list),
        get("/api/manage/clients/:id", SIGNED_IN, clients.listing()::show),
        put("/api/manage/clients/:id", needs(CLIENT_CONFIGURE), clients.desk()::describe),
        delete("/api/manage/clients/:id", needs(CLIENT_DELETE), clients.desk()::delete),
        put("/api/manage/clients/:id/approve", needs(CLIENT_APPROVE), clients.desk()::approve),
        put("/api/manage/clients/:id/reject", needs(CLIENT_REJECT), clients.desk()::reject),
        put("/api/manage/clients/:id/suspend", needs(CLIENT_REJECT), clients.desk()::suspend),
        put("/api/manage/clients/:id/reset-key", needs(CLIENT_APPROVE), clients.desk()::resetKey),
        get("/api/manage/clients/:id/activity", SIGNED_IN, clients.activity()::list),
        get("/api/manage/clients/:id/config", needs(CONFIG_READ), clients.overrides()::show),
        put("/api/manage/clients/:id/config", needs(CLIENT_CONFIGURE), clients.overrides()::set),
        delete("/api/manage/clients/:id/config", needs(CLIENT_CONFIGURE), clients.overrides()::remove));
  }

  private static List<Route> config(ConfigDesk config) {
    return List.of(
        get("/api/manage/config", needs(CONFIG_READ), config::list),
        get("/api/manage/config/:key", needs(CONFIG_READ), config::show),
        put("/api/manage/config/:key", needs(CONFIG_WRITE), config::set),
        delete("/api/manage/config/:key", needs(CONFIG_DELETE), config::reset));
  }

  private static List<Route> analytics(Analytics analytics) {
    return List.of(
        get("/api/manage/analytics/summary", needs(USAGE_READ), analytics.core().summary()),
        get("/api/manage/analytics/trend", needs(USAGE_READ), analytics.core().trend()),
        get("/api/manage/analytics/top", needs(USAGE_READ), analytics.core().top()),
        get("/api/manage/analytics/cost-breakdown", needs(USAGE_READ), analytics.core().costBreakdown()),
        get("/api/manage/analytics/projection", needs(USAGE_READ), analytics.projection()),
        get("/api/manage/analytics/usage", needs(USAGE_READ), analytics.usage()),
        get("/api/manage/analytics/values", needs(USAGE_READ), analytics.values()),
        get("/api/manage/sessions", needs(USAGE_READ), analytics.sessions()),
        get("/api/manage/coverage", needs(USAGE_READ), analytics.coverage()),
        post("/api/manage/sql", needs(SQL_READ), analytics.sql()));
  }

  private static List<Route> files(Ingest ingest) {
    return List.of(
        post("/api/ingest", AGENT, ingest.upload()),
        get("/api/manage/files", needs(USAGE_READ), ingest.files()::list),
        get("/api/manage/files/:id", needs(USAGE_READ), ingest.files()::show),
        get("/api/manage/files/:id/content", needs(SYSTEM_MANAGE), ingest.files()::content),
        post("/api/manage/files/:id/retry", needs(SYSTEM_MANAGE), ingest.files()::retry),
        delete("/api/manage/files/:id", needs(SYSTEM_MANAGE), ingest.files()::discard));

  }

  private static List<Route> prices(PricesRoom prices) {
    return List.of(
        get("/api/manage/prices", needs(USAGE_READ), prices.prices()::list),
        put("/api/manage/prices", needs(CONFIG_WRITE), prices.prices()::set),
        delete("/api/manage/prices", needs(CONFIG_DELETE), prices.prices()::remove),
        post("/api/manage/prices/import", needs(CONFIG_WRITE), prices.prices()::importBook),
        post("/api/manage/prices/reprice", needs(CONFIG_WRITE), prices.prices()::reprice),
        get("/api/manage/prices/match", needs(USAGE_READ), prices.explain()::modelNamed),
        get("/api/manage/prices/match/:model", needs(USAGE_READ), prices.explain()::model),
        get("/api/manage/explain", needs(USAGE_READ), prices.explainTotal()),
        get("/api/manage/explain/:id", needs(USAGE_READ), prices.explain()::record),
        get("/api/manage/audit-usage/:session", needs(USAGE_READ), prices.auditUsage()));
  }

  private static List<Route> care(CareRoom care) {
    return List.of(
        get("/api/manage/export", needs(USAGE_READ), care.export()),
        post("/api/manage/import", needs(SYSTEM_MANAGE), care.importing()),
        get("/api/manage/retention", needs(CONFIG_READ), care.retention()::show),
        put("/api/manage/retention/policy", needs(SYSTEM_MANAGE), care.retention()::setPolicy),
        post("/api/manage/retention/apply", needs(SYSTEM_MANAGE), care.retention()::apply),
        post("/api/manage/storage/optimize", needs(SYSTEM_MANAGE), care.storage()::optimize),
        post("/api/manage/storage/verify", needs(SYSTEM_MANAGE), care.storage()::verify),
        get("/api/manage/backup", needs(SYSTEM_MANAGE), care.storage()::list),
        post("/api/manage/backup", needs(SYSTEM_MANAGE), care.storage()::backup));
  }

  private static List<Route> budgets(BudgetsRoom budgets) {
    return List.of(
        get("/api/manage/budgets", needs(USAGE_READ), budgets::list),
        post("/api/manage/budgets", needs(BUDGET_WRITE), budgets::create),
        get("/api/manage/budgets/:name", needs(USAGE_READ), budgets::show),
        put("/api/manage/budgets/:name", needs(BUDGET_WRITE), budgets::edit),
        delete("/api/manage/budgets/:name", needs(BUDGET_WRITE), budgets::delete),
        get("/api/manage/notifications", needs(USAGE_READ), budgets::notifications),
        post("/api/manage/notifications/:id/retry", needs(BUDGET_WRITE), budgets::retry),
        delete("/api/manage/notifications/:id", needs(BUDGET_WRITE), budgets::discard));
  }
}
