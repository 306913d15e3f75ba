package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** Exposes the metrics of one task as read-only attributes of an MBean. */
final class SinkBean implements DynamicMBean {
  private final Map<String, Supplier<Number>> values = new LinkedHashMap<>();
  private final Map<String, String> help = new LinkedHashMap<>();

  SinkBean(SinkCounters counters) {
    for (SinkMetric metric : SinkMetric.values()) {
      String name = metric.attribute();
      String text = metric.help() + " Unit: " + metric.unit() + ".";
      switch (metric.kind()) {
        case COUNTER, GAUGE -> add(name, text, () -> counters.value(metric));
        case BY_CODE -> {
          add(name, text, () -> counters.value(metric));
          for (ErrorCode code : ErrorCode.values()) {
            add(name + "." + code, text, () -> counters.value(metric, code));
          }
        }
        case DISTRIBUTION -> {
          Distribution distribution = counters.distribution(metric);
          add(name + "Count", "Count. " + text, distribution::count);
          add(name + "Total", "Sum. " + text, distribution::total);
          add(name + "P50", "Median. " + text, () -> distribution.quantile(0.5));
          add(name + "P99", "99th percentile. " + text, () -> distribution.quantile(0.99));
        }
      }
    }
  }

  private void add(String name, String text, Supplier<Number> value) {
    values.put(name, value);
    help.put(name, text);
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    Supplier<Number> value = values.get(name);
    if (value == null) {
      throw new AttributeNotFoundException(name);
    }
    return value.get();
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList list = new AttributeList();
    for (String name : names) {
      if (values.containsKey(name)) {
        list.add(new Attribute(name, values.get(name).get()));
      }
    }
    return list;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " is read-only.");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] arguments, String[] signature) {
    throw new UnsupportedOperationException(action);
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        help.entrySet().stream()
            .map(
                entry ->
                    new MBeanAttributeInfo(
                        entry.getKey(),
                        Number.class.getName(),
                        entry.getValue(),
                        true,
                        false,
                        false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(
        SinkBean.class.getName(), "A task of the Milvus sink.", attributes, null, null, null);
  }
}
