package salesinsights.tracking.ground;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.InitThreadContextClassLoadHelper;
import org.quartz.simpl.RAMJobStore;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * The timers of every {@link Recurring}, in Quartz on its clustered JDBC store. Not Quarkus' scheduler: that one asks
 * the database while the process starts, and a process starts without.
 */
@Singleton
class Timers {
    private static final String GROUP = "insights";
    private static final String DATABASE = "insights";

    private final List<Recurring> works;
    private final AgroalDataSource database;
    private final TimersConfig config;
    private @Nullable Scheduler quartz;

    Timers(@All List<Recurring> works, AgroalDataSource database, TimersConfig config) {
        this.works = works;
        this.database = database;
        this.config = config;
    }

    /** Makes the timers, or sets those of an earlier start to what the configuration says now, and starts them. */
    synchronized void start() throws SchedulerException {
        if (quartz == null) {
            DBConnectionManager.getInstance().addConnectionProvider(DATABASE, new OfThePool(database));
            quartz = new StdSchedulerFactory(config.clustered() ? clustered() : inMemory()).getScheduler();
            quartz.setJobFactory((bundle, scheduler) -> new Wake(works));
        }
        for (Recurring work : works) {
            JobDetail job = JobBuilder.newJob(Wake.class)
                    .withIdentity(work.name(), GROUP)
                    .build();
            quartz.scheduleJob(job, Set.of(timer(work)), true);
        }
        quartz.start();
    }

    synchronized void stop() throws SchedulerException {
        if (quartz != null) {
            quartz.shutdown(true);
        }
    }

    private static Trigger timer(Recurring work) {
        return TriggerBuilder.newTrigger()
                .withIdentity(work.name(), GROUP)
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(work.every().toMillis())
                        .withMisfireHandlingInstructionNowWithRemainingCount()
                        .repeatForever())
                .build();
    }

    private Properties clustered() {
        Properties properties = inMemory();
        properties.setProperty("org.quartz.scheduler.instanceId", StdSchedulerFactory.AUTO_GENERATE_INSTANCE_ID);
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.dataSource", DATABASE);
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty(
                "org.quartz.jobStore.clusterCheckinInterval",
                Long.toString(config.checkIn().toMillis()));
        return properties;
    }

    private Properties inMemory() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "insights");
        // The class loader of this application, which is not that of Quartz while the application is being tested.
        properties.setProperty(
                "org.quartz.scheduler.classLoadHelper.class", InitThreadContextClassLoadHelper.class.getName());
        // One each: what takes long, such as dropping what is too old, must not keep follow-ups from being raised.
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(Math.max(1, works.size())));
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", RAMJobStore.class.getName());
        return properties;
    }

    /** Does the work that its timer is named after. */
    @DisallowConcurrentExecution
    private static final class Wake implements Job {
        private final List<Recurring> works;

        Wake(List<Recurring> works) {
            this.works = works;
        }

        @Override
        public void execute(JobExecutionContext context) {
            String name = context.getJobDetail().getKey().getName();
            works.stream().filter(work -> work.name().equals(name)).forEach(Recurring::run);
        }
    }

    private record OfThePool(AgroalDataSource database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}
